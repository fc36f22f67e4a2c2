import { annulusMeanRadiusMm } from '../geometry/annulus.ts'
import { drawDimensions, escapeText, INK } from './draw-rosette-dimensions.ts'
import { annulusPath, outlinePath, pathNumber } from './draw-rosette-path.ts'
import { hiddenArcRad } from './hidden-arc.ts'
import type { Plan, Ring } from './plan.schema.ts'
import {
  type DrawingColours,
  type GrainLines,
  ringPicture,
  topPicture,
  topReachMm,
} from './ring-picture.ts'
import { isPictured, ringFills } from './tile-cells.ts'

export type { DrawingColours } from './ring-picture.ts'

/** What of the rosette is put on the page. */
export interface DrawingPage {
  /** Diameters, tile widths, lands and hidden arc under the rosette. */
  readonly dimensions: boolean
  /** A part of the rosette, mm, y up; null for all of it. */
  readonly windowMm: {
    readonly minXMm: number
    readonly minYMm: number
    readonly maxXMm: number
    readonly maxYMm: number
  } | null
}

const WHOLE_PAGE: DrawingPage = { dimensions: true, windowMm: null }

function fillElement(colour: string, path: string): string {
  return `<path fill-rule="evenodd" fill="${colour}" d="${path}"/>`
}

function grainElement({ colour, widthMm, path }: GrainLines): string {
  return `<path class="grain" fill="none" stroke="${colour}" stroke-width="${pathNumber(widthMm)}" d="${path}"/>`
}

function ringElements(ring: Ring, colours: DrawingColours): string {
  const { ground, fills, grain, joints } = ringPicture(ring, colours)
  const outline = annulusPath(ring.innerRadiusMm, ring.outerRadiusMm)
  const cells = ring.kind === 'tile' && isPictured(ring) ? ringFills(ring) : []
  return [
    `<g data-ring="${ring.id}"><path class="ring" fill-rule="evenodd" fill="${ground}" d="${outline}"/>`,
    ...[...fills, ...cells].map(({ colour, path }) => fillElement(colour, path)),
    ...(grain === null ? [] : [grainElement(grain)]),
    ...(joints === ''
      ? []
      : [`<path class="joints" stroke="${INK}" stroke-width="0.06" fill="none" d="${joints}"/>`]),
    `<path class="edges" fill="none" stroke="${INK}" stroke-width="0.12" d="${outline}"/></g>`,
  ].join('\n')
}

/** The two edges of the fingerboard over the rosette; nothing when its width is not known. */
function fingerboard(plan: Plan, outerRadiusMm: number): string {
  const widthMm = plan.fingerboardWidthMm
  if (widthMm === null) return ''
  const half = widthMm / 2
  const halfArcRad = hiddenArcRad(outerRadiusMm, widthMm) / 2
  const crossingMm = outerRadiusMm * Math.cos(halfArcRad)
  const edge = (x: number) =>
    `M${pathNumber(x)} ${pathNumber(crossingMm + 8)}L${pathNumber(x)} ${pathNumber(plan.soundhole.radiusMm)}`
  return `<path class="fingerboard" stroke="${INK}" stroke-width="0.25" stroke-dasharray="2 1.2" fill="none" d="${edge(-half)}${edge(half)}"/>`
}

/** How a path that was taken from a drawing is dashed: where no tool may go stands out. */
const DRAWN_DASHES = { pocket: '', 'jig-outline': '4 1.5', 'keep-out': '1 1', cut: '' } as const

/** The paths that were taken from drawings, each by its name and use. */
function drawnElements({ drawnPaths }: Plan): readonly string[] {
  return drawnPaths.map(({ id, name, use, path }) => {
    const dash = DRAWN_DASHES[use] === '' ? '' : ` stroke-dasharray="${DRAWN_DASHES[use]}"`
    return `<path class="drawn" data-drawn="${id}" data-use="${use}" fill="none" stroke="${INK}" stroke-width="0.25"${dash} d="${outlinePath(path)}"><title>${escapeText(name)}</title></path>`
  })
}

/** The page: its left and upper edge and its size, mm, y down as in SVG. */
function pageBox(plan: Plan, { windowMm }: DrawingPage, dimensionsMm: number) {
  if (windowMm !== null) {
    const { minXMm, minYMm, maxXMm, maxYMm } = windowMm
    return { x: minXMm, y: -maxYMm, width: maxXMm - minXMm, height: maxYMm - minYMm }
  }
  const side = topReachMm(plan) + 6
  return { x: -side, y: -side, width: 2 * side, height: 2 * side + dimensionsMm }
}

/** The rosette alone, y up. */
function rosetteElements(plan: Plan, colours: DrawingColours): string {
  const top = topPicture(plan, colours.top)
  return [
    '<g transform="scale(1 -1)">',
    fillElement(top.fill.colour, top.fill.path),
    grainElement(top.grain),
    ...plan.rings.map((ring) => ringElements(ring, colours)),
    `<circle class="soundhole" r="${pathNumber(plan.soundhole.radiusMm)}" fill="none" stroke="${INK}" stroke-width="0.3"/>`,
    fingerboard(plan, Math.max(...plan.rings.map((ring) => ring.outerRadiusMm))),
    ...drawnElements(plan),
    '</g>',
  ].join('\n')
}

/**
 * The rosette to scale as an SVG document in millimetres, the fingerboard side up: every cell a piece of
 * a ring with true arcs, below it the dimensions. The same plan, colours and page give the same bytes.
 */
export function drawRosetteSvg(
  plan: Plan,
  colours: DrawingColours,
  page: DrawingPage = WHOLE_PAGE,
): string {
  const dimensions =
    page.dimensions && page.windowMm === null ? drawDimensions(plan, topReachMm(plan)) : null
  const box = pageBox(plan, page, dimensions?.heightMm ?? 0)
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(pathNumber)
  const named = plan.rings
    .map((ring) => `${escapeText(ring.name)} r ${annulusMeanRadiusMm(ring).toFixed(2)}`)
    .join(', ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}mm" height="${String(height)}mm" viewBox="${[x, y, width, height].join(' ')}">`,
    `<title>${escapeText(plan.name)}</title><desc>Scale 1:1 in mm. Mean radii: ${named}</desc>`,
    `<rect x="${String(x)}" y="${String(y)}" width="${String(width)}" height="${String(height)}" fill="#ffffff"/>`,
    rosetteElements(plan, colours),
    ...(dimensions === null ? [] : [dimensions.markup]),
    '</svg>\n',
  ].join('\n')
}
