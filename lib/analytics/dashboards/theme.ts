/** Colours of series, in this order: told apart by people with any colour vision, and quiet on white. */
export const PALETTE = ['#2F5D8A', '#E0A030', '#4C9A8C', '#C8553D', '#7A6C9D', '#9BB0C4', '#8C6D46', '#5B8C3A'] as const

/** Ink, paper and lines. */
export const INK = {
  text: '#1F2933',
  quiet: '#616E7C',
  line: '#E4E7EB',
  paper: '#FFFFFF',
  desk: '#F5F7FA',
  good: '#3A7D44',
  bad: '#B23A2E',
  warning: '#C98A1B',
} as const

/** The theme of the dashboards, as QuickSight's theme has it. */
export const themeConfiguration = () => ({
  dataColorPalette: { colors: [...PALETTE], minMaxGradient: ['#EAF1F7', PALETTE[0]], emptyFillColor: INK.line },
  uiColorPalette: {
    primaryForeground: INK.text,
    primaryBackground: INK.paper,
    secondaryForeground: INK.quiet,
    secondaryBackground: INK.desk,
    accent: PALETTE[0],
    accentForeground: INK.paper,
    success: INK.good,
    successForeground: INK.paper,
    danger: INK.bad,
    dangerForeground: INK.paper,
    warning: INK.warning,
    warningForeground: INK.paper,
    dimension: PALETTE[0],
    dimensionForeground: INK.paper,
    measure: PALETTE[2],
    measureForeground: INK.paper,
  },
  sheet: {
    tile: { border: { show: true, color: INK.line }, backgroundColor: INK.paper },
    tileLayout: { gutter: { show: true }, margin: { show: true } },
  },
  typography: { fontFamilies: [{ fontFamily: 'Amazon Ember' }] },
})
