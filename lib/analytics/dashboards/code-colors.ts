import type { BUCKET_WORDS, CHANNEL_WORDS, FORECAST_WORDS, SEGMENT_WORDS, STAGE_WORDS } from './code-words.ts'
import { PALETTE } from './theme.ts'

// A value has one colour on every chart and in both languages: left alone, charts give colours by the order of words.

/** From calm to alarming; what is paid is out of the way. */
export const BUCKET_COLORS = {
  current: '#4C9A8C',
  b1_30: '#E8C468',
  b31_60: '#E0953A',
  b61_90: '#CC6237',
  b91: '#9C2F2B',
  paid: '#B8C4D0',
  credited: '#8FA3B5',
  writtenOff: '#5B4A57',
} as const satisfies Record<keyof typeof BUCKET_WORDS, string>

/** The channels that messages and calls have. */
export const CHANNEL_COLORS = {
  email: PALETTE[0],
  sms: PALETTE[1],
  whatsapp: PALETTE[2],
  call: PALETTE[3],
} as const satisfies Partial<Record<keyof typeof CHANNEL_WORDS, string>>

/** The same for what may be asked to stop, which may be all channels at once. */
export const SCOPE_COLORS = { ...CHANNEL_COLORS, all: PALETTE[4], other: PALETTE[5] } as const

/** What came, what is told, and faintly what would have been told. */
export const FORECAST_COLORS = {
  actual: PALETTE[0],
  forecast: PALETTE[1],
  backtest: PALETTE[5],
} as const satisfies Record<keyof typeof FORECAST_WORDS, string>

export const SEGMENT_COLORS = {
  consumer: PALETTE[0],
  business: PALETTE[1],
  services: PALETTE[2],
} as const satisfies Record<keyof typeof SEGMENT_WORDS, string>

export const STAGE_COLORS = {
  settled: PALETTE[2],
  open: PALETTE[0],
  handedOver: PALETTE[1],
  ended: PALETTE[5],
} as const satisfies Record<keyof typeof STAGE_WORDS, string>
