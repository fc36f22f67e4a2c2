import { writeDxfR12 } from '#core/drawing/write-dxf.ts'
import { writeSvg } from '#core/drawing/write-svg.ts'
import type { Problem } from '#core/contract/problem.ts'
import { jigSheet } from '#core/jigs/jig-sheet.ts'
import { jigsOfPlan } from '#core/jigs/registry.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { problem } from '../workshop/problems.ts'
import type { MeasuredBars, Paper } from './jig-pdf.ts'

/** Formats a jig is exported in. */
export const JIG_FORMATS = ['pdf', 'svg', 'dxf', 'json'] as const
/** A format a jig is exported in. */
export type JigFormat = (typeof JIG_FORMATS)[number]

/** What is asked for. */
export interface JigOrder {
  readonly jigId: string
  readonly format: JigFormat
  readonly paper: Paper
  readonly measured: MeasuredBars | null
}

/** A file ready to be written. */
export interface JigFile {
  readonly fileName: string
  readonly data: string | Uint8Array
}

const mm = (value: number) => `${value.toFixed(1)} mm`

/** A jig of a plan as a file; refused with what is missing or what does not fit the paper. */
export async function exportJig(plan: Plan, order: JigOrder): Promise<Result<JigFile, Problem>> {
  const offers = jigsOfPlan(plan)
  const offer = offers.find(({ id }) => id === order.jigId)
  if (offer === undefined) {
    const known = offers.map(({ id }) => id).join(', ')
    const message = `This plan has no jig "${order.jigId}"; it has: ${known}.`
    return failure(problem('not-found', message, 'Choose one of them.'))
  }
  const { jig } = offer
  if (jig === null) {
    const message = `${offer.title} cannot be drawn: ${offer.missing ?? ''}.`
    return failure(problem('invalid-data', message, 'Measure it and type it into the plan.'))
  }
  const fileName = `${fileStem(plan.name)}-${jig.id}.${order.format}`
  if (order.format === 'svg') return success({ fileName, data: writeSvg(jigSheet(jig)) })
  if (order.format === 'dxf') return success({ fileName, data: writeDxfR12(jigSheet(jig)) })
  if (order.format === 'json') {
    const document = { schema: 'rmos.jig', version: 1, plan: plan.name, ...jig }
    return success({ fileName, data: `${JSON.stringify(document, null, 2)}\n` })
  }
  // loaded only where a PDF is made: the library is large and the command line starts often
  const { jigPdf } = await import('./jig-pdf.ts')
  const pdf = jigPdf(jig, { paper: order.paper, measured: order.measured, planName: plan.name })
  if (pdf instanceof Uint8Array) return success({ fileName, data: pdf })
  const message = `${jig.title}: "${pdf.part}" is ${mm(pdf.widthMm)} by ${mm(pdf.heightMm)}; ${order.paper} has room for ${mm(pdf.roomWidthMm)} by ${mm(pdf.roomHeightMm)}.`
  return failure(problem('invalid-data', message, 'Take the SVG or DXF, or larger paper.'))
}
