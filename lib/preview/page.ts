import { FONT, INK } from './charts/style.ts'
import type { Element } from './contract/definition.ts'
import type { Language } from './formatted.ts'
import { escaped } from './markup.ts'

/** One row of QuickSight's grid, and the width its 36 columns are drawn in, in pixels. */
export const ROW_HEIGHT = 36
export const PAGE_WIDTH = 1480
const COLUMNS = 36
const GUTTER = 14

/** A visual as it is drawn. */
export interface Drawn {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly kind: string
  readonly place: Element
  /** SVG or HTML. */
  readonly body: string
  /** What a click would do in QuickSight. */
  readonly clicks: readonly string[]
}

/** A sheet as it is drawn. */
export interface DrawnPage {
  readonly id: string
  readonly name: string
  readonly description: string
  /** What is chosen above it: label and value. */
  readonly choices: readonly (readonly [label: string, value: string])[]
  readonly visuals: readonly Drawn[]
}

const WORDS = {
  es: {
    preview: 'Vista previa',
    explained:
      'Estas son las definiciones que se despliegan en QuickSight, dibujadas en este equipo sobre el lago del ensayo: deudores y facturas inventados. QuickSight las dibuja a su manera.',
    click: 'Clic: ',
  },
  en: {
    preview: 'Preview',
    explained:
      'These are the definitions that are deployed to QuickSight, drawn on this machine over the lake of the rehearsal: debtors and invoices are invented. QuickSight draws them in its own way.',
    click: 'Click: ',
  },
} as const

/** Pixels that a place leaves for its picture, below the title. */
export const innerSize = ({ ColumnSpan, RowSpan }: Element): { readonly width: number; readonly height: number } => ({
  width: Math.round(((PAGE_WIDTH - GUTTER * (COLUMNS - 1)) / COLUMNS + GUTTER) * ColumnSpan - GUTTER - 36),
  height: RowSpan * ROW_HEIGHT + (RowSpan - 1) * GUTTER - 84,
})

/** Every sheet of a dashboard as one page that needs nothing else: no script, no font, no request; marked when it is a preview. */
export function page(
  name: string,
  today: string,
  pages: readonly DrawnPage[],
  language: Language,
  isPreview: boolean,
): string {
  const words = WORDS[language]
  const mark = isPreview ? ` <span class="mark">${words.preview}</span>` : ''
  const links = pages.map(({ id, name: label }) => `<a href="#${id}">${escaped(label)}</a>`).join('')
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(name)} · ${isPreview ? words.preview : escaped(today)}</title><style>${STYLE}</style></head>
<body>
<header><h1>${escaped(name)}${mark}</h1><p>${isPreview ? `${words.explained} ` : ''}${escaped(today)}</p><nav>${links}</nav></header>
<main>${pages.map((one) => section(one, language, mark)).join('\n')}</main>
</body></html>
`
}

function section({ id, name, description, choices, visuals }: DrawnPage, language: Language, mark: string): string {
  const chips = choices.map(([label, value]) => `<span class="chip"><b>${escaped(label)}</b> ${escaped(value)}</span>`)
  return `<section id="${id}"><div class="head"><div><h2>${escaped(name)}${mark}</h2><p>${escaped(description)}</p></div><div class="chips">${chips.join('')}</div></div>
<div class="grid">${visuals.map((visual) => tile(visual, language)).join('\n')}</div></section>`
}

function tile({ id, title, subtitle, kind, place, body, clicks }: Drawn, language: Language): string {
  const { ColumnIndex, ColumnSpan, RowIndex, RowSpan } = place
  const area = `grid-column:${ColumnIndex + 1}/span ${ColumnSpan};grid-row:${RowIndex + 1}/span ${RowSpan}`
  const click = clicks.map((what) => `<span class="click">${WORDS[language].click}${escaped(what)}</span>`).join('')
  return `<article id="${id}" class="${kind}" style="${area}"><h3>${escaped(title)}${click}</h3><p class="sub">${escaped(subtitle)}</p><div class="body">${body}</div></article>`
}

const STYLE = `
*{box-sizing:border-box}
html{color-scheme:light;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#F5F7FA;color:${INK.text};font:14px/1.45 ${FONT};font-variant-numeric:tabular-nums}
header,section{width:${PAGE_WIDTH}px;margin:0 auto}
header{padding:28px 0 4px}
h1{font-size:26px;letter-spacing:-.015em;margin:0 0 4px}
h2{font-size:20px;letter-spacing:-.01em;margin:0}
header p,.head p{margin:2px 0 0;color:${INK.quiet};max-width:110ch}
.mark{display:inline-block;font-size:11px;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:#8A5A00;background:#FFF3D6;border-radius:99px;padding:2px 9px;vertical-align:4px;margin-left:6px}
nav{display:flex;flex-wrap:wrap;gap:6px;margin:16px 0 0}
nav a{color:#2F5D8A;text-decoration:none;background:#fff;border:1px solid ${INK.line};border-radius:99px;padding:5px 14px}
section{padding:26px 0 18px}
.head{display:flex;justify-content:space-between;align-items:flex-end;gap:24px;margin-bottom:14px}
.chips{display:flex;flex-wrap:wrap;gap:8px;justify-content:flex-end}
.chip{background:#fff;border:1px solid ${INK.line};border-radius:8px;padding:4px 11px;white-space:nowrap}
.chip b{font-weight:500;color:${INK.quiet};margin-right:3px}
.grid{display:grid;grid-template-columns:repeat(${COLUMNS},1fr);grid-auto-rows:${ROW_HEIGHT}px;gap:${GUTTER}px}
article{background:#fff;border:1px solid ${INK.line};border-radius:10px;padding:14px 18px 12px;min-width:0;overflow:hidden;display:flex;flex-direction:column}
h3{font-size:14.5px;font-weight:600;margin:0;display:flex;justify-content:space-between;gap:12px;align-items:baseline}
.click{font-size:11.5px;font-weight:400;color:${INK.quiet};white-space:nowrap}
.sub{margin:1px 0 8px;color:${INK.quiet};font-size:12.5px;line-height:1.35;overflow:hidden;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.body{flex:1;min-height:0;display:flex;flex-direction:column}
.body>svg:not(.spark){width:100%;height:100%;display:block}
.KPIVisual .body{display:grid;grid-template-columns:1fr auto;grid-template-rows:auto auto;align-content:end;column-gap:12px}
.KPIVisual .sub{-webkit-line-clamp:2;margin-bottom:4px}
.number{grid-column:1;grid-row:1;font-size:27px;line-height:1.15;font-weight:650;letter-spacing:-.02em;margin:0;white-space:nowrap}
.compared{grid-column:1/3;grid-row:2;margin:2px 0 0;color:${INK.text};font-size:12.5px;align-self:end;white-space:nowrap}
.compared span{color:${INK.quiet}}
.spark{grid-column:2;grid-row:1;width:96px;height:28px;align-self:end;justify-self:end}
table{border-collapse:collapse;width:100%;font-size:12.5px;line-height:17px}
th{text-align:left;font-weight:600;color:${INK.quiet};border-bottom:1px solid #CBD2D9;padding:5px 12px 5px 0;white-space:nowrap}
td{border-bottom:1px solid ${INK.line};padding:5px 12px 5px 0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:340px}
th.n,td.n{text-align:right}
th:last-child,td:last-child{padding-right:0}
.more{margin:6px 0 0;color:${INK.quiet};font-size:12px}
.nothing{margin:auto;color:${INK.quiet}}
@page{size:1560px 1440px;margin:0}
@media print{header{display:none}body{background:#fff}section{break-after:page;padding-top:34px}section:last-child{break-after:auto}}
`
