import { basename, extname } from 'node:path'
import { drawingSheet } from '#core/drawing/drawing-sheet.ts'
import type { Sheet } from '#core/drawing/sheet.ts'
import { writeDxfR2000 } from '#core/drawing/write-dxf-r2000.ts'
import { writeDxfR12 } from '#core/drawing/write-dxf.ts'
import { writeSvg } from '#core/drawing/write-svg.ts'
import { rosetteSheet } from '#core/jigs/rosette-sheet.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { openDrawingFile } from '../drawings/drawing-file.ts'
import { readPlanFile, tellUsage, type UnreadableFile } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { DXF_OPTIONS, DXF_OPTIONS_USAGE, dxfOptionsOf, unitQuestion } from './dxf-options.ts'
import { writeOutput } from './plan-new.ts'

type Values = Parameters<Command['run']>[0]['values']

/** What writes a sheet in the format a file's name and `--dxf` ask for. */
type Writer = (sheet: Sheet) => string

const DXF_WRITERS: Readonly<Record<string, Writer>> = { R12: writeDxfR12, R2000: writeDxfR2000 }

function writerOf(output: string, { dxf }: Values): Writer | string {
  const kind = extname(output).toLowerCase()
  if (kind === '.svg') return writeSvg
  if (kind !== '.dxf') return `"${output}" ends in neither .dxf nor .svg`
  const writer = typeof dxf === 'string' ? DXF_WRITERS[dxf.toUpperCase()] : writeDxfR12
  return writer ?? `--dxf ${JSON.stringify(dxf)} is neither R12 nor R2000`
}

/** A drawing cleaned up, as a sheet; refused where its unit must be told. */
function sheetOfDrawing(
  path: string,
  options: Parameters<typeof openDrawingFile>[1],
): Result<Sheet, UnreadableFile> {
  const opened = openDrawingFile(path, options)
  if (!opened.ok) {
    const exit = opened.error.kind === 'missing' ? EXIT.inputNotFound : EXIT.invalidData
    return failure({ message: opened.error.message, exit })
  }
  const source = basename(path)
  const { drawing, report } = opened.value
  if (drawing !== null) return success(drawingSheet(drawing, source))
  const message = unitQuestion(source, report.units).join('\n')
  return failure({ message, exit: EXIT.verificationFailed })
}

function sheetOf(
  path: string,
  options: Parameters<typeof openDrawingFile>[1],
): Result<Sheet, UnreadableFile> {
  if (extname(path).toLowerCase() === '.dxf') return sheetOfDrawing(path, options)
  const plan = readPlanFile(path)
  return plan.ok ? success(rosetteSheet(plan.value)) : plan
}

/** `dxf export`: the rings of a plan, or a drawing cleaned up, as DXF or SVG in mm. */
export const dxfExport: Command = {
  name: 'dxf export',
  summary: 'a plan, or a DXF cleaned up, as DXF (R12, R2000) or SVG in mm',
  usage: `Usage: rmos dxf export PLAN|DRAWING.dxf -o OUT.dxf|OUT.svg [--dxf R12|R2000]
  -o FILE        .dxf or .svg; an older file is replaced
  --dxf V        R12 (any CAD, closed POLYLINE) or R2000 (LWPOLYLINE); R12 unless told
Layers of a plan: SOUNDHOLE, CHANNEL_INNER, CHANNEL_OUTER, RINGS, TILES. For a drawing also:
${DXF_OPTIONS_USAGE}
Exit 2 when the unit of a drawing must be told.
Example: rmos dxf export data/examples/classical-mosaic-46.json -o rosette.dxf`,
  options: { ...DXF_OPTIONS, output: { type: 'string', short: 'o' }, dxf: { type: 'string' } },
  run: ({ values, positionals }, context) => {
    const [path] = positionals
    const output = values['output']
    const usage = (message: string) => Promise.resolve(tellUsage(context, 'dxf export', message))
    if (path === undefined || typeof output !== 'string') {
      return usage('name a plan or a DXF, and -o OUT.dxf or OUT.svg')
    }
    const writer = writerOf(output, values)
    if (typeof writer === 'string') return usage(writer)
    const options = dxfOptionsOf(values)
    if (typeof options === 'string') return usage(options)
    const sheet = sheetOf(path, options)
    if (!sheet.ok) {
      context.writeNote(sheet.error.message)
      return Promise.resolve(sheet.error.exit)
    }
    const exit = writeOutput(context, output, writer(sheet.value), 'replace')
    if (exit === EXIT.done) context.writeResult(output)
    return Promise.resolve(exit)
  },
}
