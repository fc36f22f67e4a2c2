import { extname } from 'node:path'
import { drawRosetteSvg } from '#core/rosette/draw-rosette.ts'
import { drawingColours } from '../workshop/drawing-colours.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { readShippedStrips } from '../workshop/shipped-strips.ts'
import { readPlanFile, tellProblem, tellUsage } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { writeOutput } from './plan-new.ts'

/** Pixels per mm of a PNG: 300 dots per inch. */
const PIXELS_PER_MM = 300 / 25.4

async function pngOf(svg: string): Promise<Uint8Array> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const sizeMm = /width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg)
  const width = Math.round(Number(sizeMm?.[1]) * PIXELS_PER_MM)
  const height = Math.round(Number(sizeMm?.[2]) * PIXELS_PER_MM)
  const inPixels = svg.replace(
    /width="[\d.]+mm" height="[\d.]+mm"/,
    `width="${String(width)}" height="${String(height)}"`,
  )
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').drawImage(await loadImage(Buffer.from(inPixels)), 0, 0)
  return canvas.toBuffer('image/png')
}

/** `plan render`: the rosette to scale as SVG (1:1) or PNG (300 dpi). */
export const planRender: Command = {
  name: 'plan render',
  summary: 'a picture of a plan, to scale',
  usage:
    'Usage: rmos plan render FILE -o OUT.svg|OUT.png\nExample: rmos plan render data/examples/classical-mosaic-46.json -o rosette.svg',
  options: { output: { type: 'string', short: 'o' } },
  run: async ({ values, positionals }, context) => {
    const path = positionals[0]
    const output = values['output']
    if (path === undefined || typeof output !== 'string') {
      return tellUsage(context, 'plan render', 'name a plan file and -o OUT.svg or OUT.png')
    }
    const kind = extname(output).toLowerCase()
    if (kind !== '.svg' && kind !== '.png') {
      return tellUsage(context, 'plan render', `"${output}" ends in neither .svg nor .png`)
    }
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return plan.error.exit
    }
    const library = openLibrary(context.installDir)
    if (!library.ok) return tellProblem(context, library.error)
    const strips = readShippedStrips(context.installDir)
    if (!strips.ok) return tellProblem(context, strips.error)
    const svg = drawRosetteSvg(plan.value, {
      ...drawingColours(library.value, plan.value.topMaterialId),
      stripFamilies: Object.fromEntries(strips.value.map((family) => [family.id, family])),
    })
    const exit = writeOutput(context, output, kind === '.svg' ? svg : await pngOf(svg), 'replace')
    if (exit === EXIT.done) context.writeResult(output)
    return exit
  },
}
