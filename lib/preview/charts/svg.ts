import { type EChartsOption, init } from 'echarts'
import type { Drawing } from './style.ts'

/** A chart as SVG that fills its place; made without a browser. */
export function svgOf(option: EChartsOption, { width, height }: Pick<Drawing, 'width' | 'height'>): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
