import { basename } from 'node:path'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import { dataProblem, problemSentence } from '#core/outcome/problem.ts'
import { parseSliceParams } from '#core/slices/parse-slice-params.ts'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import { slicesText } from '#core/slices/slices-text.ts'
import { openDrawingFile } from '../drawings/drawing-file.ts'
import { readInputFile, tellUsage } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { DXF_OPTIONS, DXF_OPTIONS_USAGE, dxfOptionsOf, unitQuestion } from './dxf-options.ts'

const PARAMS_LIMIT_BYTES = 100_000

interface Asked {
  readonly path: string
  readonly paramsPath: string
  readonly options: Parameters<typeof openDrawingFile>[1]
}

function slice(context: CommandContext, { path, paramsPath, options }: Asked): ExitCode {
  const refuse = (message: string, exit: ExitCode = EXIT.invalidData) => {
    context.writeNote(message)
    return exit
  }
  const text = readInputFile(paramsPath, PARAMS_LIMIT_BYTES)
  if (!text.ok) return refuse(text.error.message, text.error.exit)
  const [source, paramsSource] = [basename(path), basename(paramsPath)]
  const params = parseSliceParams(text.value, paramsSource)
  if (!params.ok) return refuse(problemSentence(params.error))
  const file = openDrawingFile(path, options)
  if (!file.ok) {
    const missing = file.error.kind === 'missing'
    return refuse(file.error.message, missing ? EXIT.inputNotFound : EXIT.invalidData)
  }
  const { report, drawing } = file.value
  if (drawing === null) return refuse(unitQuestion(source, report.units).join('\n'))
  const slicing = sliceDrawing(cleanPaths(drawing), params.value)
  if (!slicing.ok) {
    const { place, message } = slicing.error
    return refuse(problemSentence(dataProblem(paramsSource, place, message)))
  }
  context.writeResult(slicesText(source, params.value, slicing.value))
  return EXIT.done
}

/** `dxf slice`: the pieces of a ring, or of a band along a path, of a drawing as JSON. */
export const dxfSlice: Command = {
  name: 'dxf slice',
  summary: 'a ring or a band along a path of a DXF cut into pieces, as JSON',
  usage: `Usage: rmos dxf slice FILE --params P.json [--units U]
${DXF_OPTIONS_USAGE}
P.json: {"schema": "rmos.slice-params", "version": 1,
  "cut": {"kind": "ring", "innerPath": 2, "outerPath": 1}, "pieces": {"count": 46},
  "kerfMm": 0.6, "startAngleDeg": 90, "twistDeg": 0, "herringbone": false, "minimumPieceMm": 4}
  Paths are numbered as rmos dxf info shows them. "cut" may be
  {"kind": "band", "path": 3, "widthMm": 6, "side": "centred"} along any path, open or closed;
  "pieces" may be {"lengthMm": 8, "fit": "equal"} or, with a rest at the end, "fit": "exact".
Example: rmos dxf slice top.dxf --params ring.json --units mm`,
  options: { ...DXF_OPTIONS, params: { type: 'string' } },
  run: ({ values, positionals }, context) => {
    const [path] = positionals
    const paramsPath = values['params']
    if (path === undefined || typeof paramsPath !== 'string') {
      const message = 'name a DXF file and its parameters with --params'
      return Promise.resolve(tellUsage(context, 'dxf slice', message))
    }
    const options = dxfOptionsOf(values)
    return Promise.resolve(
      typeof options === 'string'
        ? tellUsage(context, 'dxf slice', options)
        : slice(context, { path, paramsPath, options }),
    )
  },
}
