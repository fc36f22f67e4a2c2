import { annulusMeanRadiusMm } from '../geometry/annulus.ts'
import { polarPoint } from '../geometry/point.ts'
import { hiddenArcRad } from './hidden-arc.ts'
import type { Plan, Ring, TileRing } from './plan.schema.ts'

/** Colours by material id; a ring of another material is drawn in `other`. */
export interface DrawingColours {
  readonly top: string
  readonly byMaterialId: Readonly<Record<string, string>>
  readonly other: string
}

const ORIGIN = { xMm: 0, yMm: 0 }
const INK = '#222222'

/** A number for SVG: four decimals, no trailing zeros, no negative zero. */
function svgNumber(value: number): string {
  const text = String(Number(value.toFixed(4)))
  return text === '-0' ? '0' : text
}

/** A point of the soundboard in SVG, whose Y runs down. */
function svgPoint(radiusMm: number, angleRad: number): string {
  const { xMm, yMm } = polarPoint(ORIGIN, radiusMm, angleRad)
  return `${svgNumber(xMm)} ${svgNumber(-yMm)}`
}

function annulusPath(innerRadiusMm: number, outerRadiusMm: number): string {
  const circle = (radiusMm: number, sense: 0 | 1) => {
    const r = svgNumber(radiusMm)
    return `M${r} 0A${r} ${r} 0 1 ${String(sense)} -${r} 0A${r} ${r} 0 1 ${String(sense)} ${r} 0Z`
  }
  return circle(outerRadiusMm, 0) + circle(innerRadiusMm, 1)
}

/** The joints between tiles, as lines from the inner to the outer edge; one lies under the fingerboard. */
function jointPath(ring: TileRing): string {
  return Array.from({ length: ring.tileCount }, (_, index) => {
    const angleRad = Math.PI / 2 + (2 * Math.PI * index) / ring.tileCount
    return `M${svgPoint(ring.innerRadiusMm, angleRad)}L${svgPoint(ring.outerRadiusMm, angleRad)}`
  }).join('')
}

function ringElements(ring: Ring, colours: DrawingColours): string {
  const fill = colours.byMaterialId[ring.materialId] ?? colours.other
  const body = `<path class="ring" data-ring="${ring.id}" fill-rule="evenodd" fill="${fill}" stroke="${INK}" stroke-width="0.15" d="${annulusPath(ring.innerRadiusMm, ring.outerRadiusMm)}"/>`
  if (ring.kind !== 'tile') return body
  return `${body}<path class="joints" stroke="${INK}" stroke-width="0.12" fill="none" d="${jointPath(ring)}"/>`
}

/** The two edges of the fingerboard over the rosette; nothing when its width is not known. */
function fingerboard(plan: Plan, outerRadiusMm: number): string {
  const widthMm = plan.fingerboardWidthMm
  if (widthMm === null) return ''
  const half = widthMm / 2
  const halfArcRad = hiddenArcRad(outerRadiusMm, widthMm) / 2
  const crossingMm = outerRadiusMm * Math.cos(halfArcRad)
  const edge = (x: number) =>
    `M${svgNumber(x)} ${svgNumber(-crossingMm - 8)}L${svgNumber(x)} ${svgNumber(-plan.soundhole.radiusMm)}`
  return `<path class="fingerboard" stroke="${INK}" stroke-width="0.25" stroke-dasharray="2 1.2" fill="none" d="${edge(-half)}${edge(half)}"/>`
}

/** One diameter as a shop drawing shows it: witness lines down, arrows, the number above the line. */
function diameterDimension(radiusMm: number, atMm: number): string {
  const r = svgNumber(radiusMm)
  const y = svgNumber(atMm)
  const text = `⌀ ${radiusMm === 0 ? '0' : (2 * radiusMm).toFixed(2)}`
  return (
    `<path stroke="${INK}" stroke-width="0.12" fill="none" d="M-${r} 0V${svgNumber(atMm + 1)}M${r} 0V${svgNumber(atMm + 1)}M-${r} ${y}H${r}"/>` +
    `<path fill="${INK}" d="M-${r} ${y}l2 -0.6v1.2zM${r} ${y}l-2 -0.6v1.2z"/>` +
    `<text x="0" y="${svgNumber(atMm - 0.8)}" text-anchor="middle" font-family="sans-serif" font-size="3.2" fill="${INK}">${text}</text>`
  )
}

function dimensions(plan: Plan, outerRadiusMm: number): string {
  const radii = [
    plan.soundhole.radiusMm,
    ...plan.rings.flatMap((ring) => [ring.innerRadiusMm, ring.outerRadiusMm]),
  ]
  const unique = [...new Set(radii)].sort((a, b) => a - b)
  return unique
    .map((radiusMm, index) => diameterDimension(radiusMm, outerRadiusMm + 9 + 6 * index))
    .join('')
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/**
 * The rosette to scale as an SVG document in millimetres, the fingerboard side up, with a diameter for
 * every circle below it. The same plan and colours give the same bytes.
 */
export function drawRosetteSvg(plan: Plan, colours: DrawingColours): string {
  const outerRadiusMm = Math.max(...plan.rings.map((ring) => ring.outerRadiusMm))
  const circles = new Set([
    plan.soundhole.radiusMm,
    ...plan.rings.flatMap((ring) => [ring.innerRadiusMm, ring.outerRadiusMm]),
  ]).size
  const side = outerRadiusMm + 12
  const below = outerRadiusMm + 6 * circles + 10
  const width = svgNumber(2 * side)
  const height = svgNumber(side + below)
  const hole = svgNumber(plan.soundhole.radiusMm)
  const named = plan.rings
    .map((ring) => `${escapeText(ring.name)} r ${annulusMeanRadiusMm(ring).toFixed(2)}`)
    .join(', ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${svgNumber(-side)} ${svgNumber(-side)} ${width} ${height}">`,
    `<title>${escapeText(plan.name)}</title><desc>Scale 1:1 in mm. Mean radii: ${named}</desc>`,
    `<rect x="${svgNumber(-side)}" y="${svgNumber(-side)}" width="${width}" height="${height}" fill="#ffffff"/>`,
    `<path fill-rule="evenodd" fill="${colours.top}" d="${annulusPath(plan.soundhole.radiusMm, outerRadiusMm + 4)}"/>`,
    ...plan.rings.map((ring) => ringElements(ring, colours)),
    `<circle class="soundhole" r="${hole}" fill="none" stroke="${INK}" stroke-width="0.3"/>`,
    fingerboard(plan, outerRadiusMm),
    dimensions(plan, outerRadiusMm),
    '</svg>\n',
  ].join('\n')
}
