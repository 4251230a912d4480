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
  fileTaken: ['{} de {} líneas enviadas; {} repetidas, {} rechazadas', '{} of {} lines sent; {} repeated, {} refused'],
  fileAlreadyTaken: ['Es lo mismo que otro: no cambió nada', 'The same as another: nothing changed'],
  fileRefused: ['Rechazado entero', 'Refused whole'],
  sameAs: ['Lo mismo que', 'The same as'],
  wholeReport: ['Informe', 'Report'],
  line: ['Línea', 'Line'],
  column: ['Columna', 'Column'],
  lineSent: ['enviada', 'sent'],
  lineRepeated: ['repetida', 'repeated'],
  lineRefused: ['rechazada', 'refused'],
} as const satisfies Record<string, Pair>
