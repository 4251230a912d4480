import type { Pair } from '../words.ts'

/** What the page says of files that were dropped. */
export const FILE_LABELS = {
  files: ['Archivos', 'Files'],
  filesLead: [
    'Lo que se dejó en la carpeta de entrada, y qué pasó con cada línea.',
    'What was put into the drop folder, and what became of each line.',
  ],
  file: ['Archivo', 'File'],
  fileResult: ['Resultado', 'Result'],
  fileTaken: [
    '{} de {} líneas enviadas; {} ya enviadas antes, {} repetidas, {} rechazadas',
    '{} of {} lines sent; {} sent before, {} repeated, {} refused',
  ],
  fileTaking: [
    'Se está tomando: van {} de {} líneas enviadas; {} ya enviadas antes, {} repetidas, {} rechazadas',
    'Being taken: {} of {} lines sent so far; {} sent before, {} repeated, {} refused',
  ],
  fileFailed: ['No se terminó de tomar ({}): déjelo otra vez', 'Its taking did not come to an end ({}): drop it again'],
  fileAlreadyTaken: ['Es lo mismo que otro: no cambió nada', 'The same as another: nothing changed'],
  fileRefused: ['Rechazado entero', 'Refused whole'],
  sameAs: ['Lo mismo que', 'The same as'],
  unreadColumns: ['Columnas que no se leyeron', 'Columns that were not read'],
  wholeReport: ['Informe', 'Report'],
  line: ['Línea', 'Line'],
  column: ['Columna', 'Column'],
  lineSent: ['enviada', 'sent'],
  lineSentBefore: ['ya enviada antes', 'sent before'],
  lineRepeated: ['repetida', 'repeated'],
  lineRefused: ['rechazada', 'refused'],
} as const satisfies Record<string, Pair>
