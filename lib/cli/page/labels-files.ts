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
