import type { jsPDF } from 'jspdf'
import type { Ink } from './sheet.ts'

/** How a drawing's mm, y up from its centre, lie on the page. */
export interface Placing {
  readonly centreXMm: number
  readonly centreYMm: number
  readonly scale: number
}

type Point = readonly [x: number, y: number]

interface Arc {
  readonly from: Point
  readonly to: Point
  readonly radius: number
  readonly large: boolean
  readonly counterclockwise: boolean
}

/** Centre of an arc's circle, on the side its flags choose. */
function arcCentre(arc: Arc): Point {
  const [x0, y0] = arc.from
  const [x1, y1] = arc.to
  const [halfX, halfY] = [(x1 - x0) / 2, (y1 - y0) / 2]
  const half = Math.hypot(halfX, halfY)
  const height = Math.sqrt(Math.max(0, arc.radius ** 2 - half ** 2))
  // left of the chord for the small arc that turns left
  const side = arc.large === arc.counterclockwise ? -1 : 1
  const along = half === 0 ? 0 : (side * height) / half
  return [x0 + halfX - along * halfY, y0 + halfY + along * halfX]
}

/** Draws an arc as cubic curves of at most a quarter turn: k = 4/3·tan(φ/4), true to 0.03 % of the radius. */
function drawArc(pdf: jsPDF, place: Placing, arc: Arc): void {
  const { from, to } = arc
  const [cx, cy] = arcCentre(arc)
  const startRad = Math.atan2(from[1] - cy, from[0] - cx)
  const endRad = Math.atan2(to[1] - cy, to[0] - cx)
  const turn = 2 * Math.PI
  const ahead = (((endRad - startRad) % turn) + turn) % turn
  const sweepRad = arc.counterclockwise ? ahead : ahead - turn
  const steps = Math.max(1, Math.ceil(Math.abs(sweepRad) / (Math.PI / 2) - 1e-9))
  const stepRad = sweepRad / steps
  const k = (4 / 3) * Math.tan(stepRad / 4)
  const at = (angleRad: number, out: number): Point => [
    cx + arc.radius * (Math.cos(angleRad) - out * Math.sin(angleRad)),
    cy + arc.radius * (Math.sin(angleRad) + out * Math.cos(angleRad)),
  ]
  for (let step = 0; step < steps; step += 1) {
    const a = startRad + step * stepRad
    const b = a + stepRad
    const points = [at(a, k), at(b, -k), at(b, 0)].map((point) => onPage(place, point))
    const [one, two, three] = points
    if (one === undefined || two === undefined || three === undefined) return
    pdf.curveTo(...one, ...two, ...three)
  }
}

function onPage({ centreXMm, centreYMm, scale }: Placing, [x, y]: Point): [number, number] {
  return [centreXMm + x * scale, centreYMm - y * scale]
}

interface Step {
  readonly letter: string
  readonly numbers: readonly number[]
}

function stepsOf(path: string): readonly Step[] {
  return Array.from(path.matchAll(/([MLAHVZ])([^MLAHVZ]*)/g), ([, letter = '', rest = '']) => ({
    letter,
    numbers: Array.from(rest.matchAll(/-?\d*\.?\d+(?:e-?\d+)?/g), ([number]) => Number(number)),
  }))
}

/** Where a step ends. */
function endOf({ letter, numbers }: Step, [x, y]: Point): Point {
  if (letter === 'H') return [numbers[0] ?? x, y]
  if (letter === 'V') return [x, numbers[0] ?? y]
  return [numbers.at(-2) ?? x, numbers.at(-1) ?? y]
}

/** Traces an SVG path of M, L, H, V, circular A and Z, absolute and y up, as the rosette's pictures are. */
function trace(pdf: jsPDF, path: string, place: Placing): void {
  let at: Point = [0, 0]
  for (const step of stepsOf(path)) {
    if (step.letter === 'Z') {
      pdf.close()
      continue
    }
    const end = endOf(step, at)
    if (step.letter === 'M') pdf.moveTo(...onPage(place, end))
    else if (step.letter === 'A') {
      const [radius = 0, , , large, sweep] = step.numbers
      const arc = { from: at, to: end, radius, large: large === 1, counterclockwise: sweep === 1 }
      drawArc(pdf, place, arc)
    } else pdf.lineTo(...onPage(place, end))
    at = end
  }
}

/** Fills a path by the even-odd rule. */
export function fillPath(pdf: jsPDF, path: string, ink: Ink, place: Placing): void {
  if (path === '') return
  pdf.setFillColor(...ink)
  trace(pdf, path, place)
  pdf.fillEvenOdd()
}

/** Draws the line of a path. */
export function strokePath(
  pdf: jsPDF,
  path: string,
  look: { readonly ink: Ink; readonly lineMm: number },
  place: Placing,
): void {
  if (path === '') return
  pdf.setDrawColor(...look.ink)
  pdf.setLineWidth(look.lineMm)
  trace(pdf, path, place)
  pdf.stroke()
}
