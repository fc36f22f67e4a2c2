import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { solveRosette, type RingSolution } from '#core/rosette/solve-rosette.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { rosetteStrings } from './rosette.strings.ts'

const words = rosetteStrings.numbers

/** A number of the live strip. */
export interface LiveNumber {
  readonly id: string
  readonly label: string
  readonly text: string
  /** Something is not measured, so this cannot be known. */
  readonly unknown: boolean
}

/** Least width of a ring on this page, mm. */
export const LEAST_RING_WIDTH_MM = 0.2
/** Width and gap of a ring that is added outside, mm. */
const NEW_RING_WIDTH_MM = 1.5

/** Whether the rings follow one another, so that the rosette can be worked out. */
export function canSolve(plan: Plan): boolean {
  let edgeMm = plan.soundhole.radiusMm
  for (const ring of plan.rings) {
    if (ring.innerRadiusMm < edgeMm || ring.outerRadiusMm <= ring.innerRadiusMm) return false
    edgeMm = ring.outerRadiusMm
  }
  return plan.rings.length > 0
}

function known(
  id: string,
  label: string,
  value: number | null,
  show: (value: number) => string,
): LiveNumber {
  return value === null
    ? { id, label, text: words.unknown, unknown: true }
    : { id, label, text: show(value), unknown: false }
}

function tileNumbers(solution: RingSolution, unit: LengthUnit): readonly LiveNumber[] {
  const { tiles } = solution
  if (tiles === null) return []
  const length = (value: number) => formatLength(value, unit)
  const degrees = (value: number) => words.degrees(formatDecimal(value, 2))
  const columns = words.range(
    formatLengthNumber(tiles.columnInnerWidthMm, unit),
    length(tiles.columnOuterWidthMm),
  )
  return [
    known('inner', words.inner, tiles.innerWidthMm, length),
    known('middle', words.middle, tiles.middleWidthMm, length),
    known('outer', words.outer, tiles.outerWidthMm, length),
    known('taper', words.taper, tiles.taperMm, length),
    known('face', words.face, tiles.faceAngleDeg, degrees),
    known('gap', words.gap, tiles.rectangularGapMm, length),
    known('column', words.column, tiles.columns, () => columns),
    known('way', words.taperWay, 0, () =>
      tiles.taperDecision.taper === 'column' ? words.perColumn : words.wholeLog,
    ),
    known('laid', words.laid, tiles.visibleTileCount, (count) =>
      words.ofTiles(count, tiles.tileCount),
    ),
    known('log', words.log, tiles.log?.lengthMm ?? null, length),
    known('slices', words.slices, tiles.log?.sliceCount ?? null, (count) =>
      formatDecimal(count, 0),
    ),
  ]
}

/** The numbers worked out of one ring, in the order they are used. */
export function ringNumbers(solution: RingSolution, unit: LengthUnit): readonly LiveNumber[] {
  const length = (value: number) => formatLength(value, unit)
  const degrees = (value: number) => words.degrees(formatDecimal(value, 1))
  const bent = solution.tiles === null
  return [
    ...tileNumbers(solution, unit),
    ...(bent
      ? [
          known('width', words.width, solution.widthMm, length),
          ...(solution.route.kind === 'strip'
            ? [known('strip', words.strip, solution.route.stripLengthMm, length)]
            : []),
          known('strain', words.strain, solution.bendingStrain, (strain) =>
            words.percent(formatDecimal(strain * 100, 2)),
          ),
          known('depth', words.depth, solution.channel.depthMm, length),
        ]
      : []),
    known('hidden', words.hidden, solution.hiddenArcDeg, degrees),
    known('floor', words.floor, solution.channel.floorMm, length),
  ]
}

/** The ring to show numbers of: the selected one, else the first of tiles, else the first. */
export function ringInFocus(plan: Plan, selectedRingId: string | null): Ring | null {
  return (
    plan.rings.find((ring) => ring.id === selectedRingId) ??
    plan.rings.find((ring) => ring.kind === 'tile') ??
    plan.rings[0] ??
    null
  )
}

/** Numbers of the ring in focus; null while the rings do not follow one another. */
export function liveNumbers(
  plan: Plan,
  ringId: string,
  unit: LengthUnit,
): readonly LiveNumber[] | null {
  if (!canSolve(plan)) return null
  const solution = solveRosette(plan).rings.find((candidate) => candidate.ring.id === ringId)
  return solution === undefined ? null : ringNumbers(solution, unit)
}

/** How far a ring's edges may go without meeting its neighbours, mm. */
export function edgeRanges(plan: Plan, ring: Ring) {
  const index = plan.rings.findIndex((candidate) => candidate.id === ring.id)
  const before = plan.rings[index - 1]
  const after = plan.rings[index + 1]
  return {
    inner: {
      min: before?.outerRadiusMm ?? plan.soundhole.radiusMm,
      max: ring.outerRadiusMm - LEAST_RING_WIDTH_MM,
    },
    outer: { min: ring.innerRadiusMm + LEAST_RING_WIDTH_MM, max: after?.innerRadiusMm ?? 500 },
  }
}

/** The plan with one ring changed. */
export function withRing(plan: Plan, ringId: string, change: (ring: Ring) => Ring): Plan {
  return { ...plan, rings: plan.rings.map((ring) => (ring.id === ringId ? change(ring) : ring)) }
}

/** The plan with another line ring on the outside, and that ring's id. */
export function withNewRing(plan: Plan): { plan: Plan; ringId: string } | null {
  const last = plan.rings.at(-1)
  if (last === undefined || last.outerRadiusMm + NEW_RING_WIDTH_MM > 500) return null
  const ids = new Set(plan.rings.map((ring) => ring.id))
  let number = plan.rings.length + 1
  while (ids.has(`line-${String(number)}`)) number += 1
  const ring: Ring = {
    kind: 'strip',
    ...RING_DEFAULTS.strip,
    id: `line-${String(number)}`,
    name: `${rosetteStrings.newRing} ${String(number)}`,
    innerRadiusMm: last.outerRadiusMm,
    outerRadiusMm: last.outerRadiusMm + NEW_RING_WIDTH_MM,
    inlayThicknessMm: last.inlayThicknessMm,
    proudMm: last.proudMm,
    materialId: last.materialId,
  }
  return { plan: { ...plan, rings: [...plan.rings, ring] }, ringId: ring.id }
}

/** The plan without a ring; the last ring stays, because a plan has at least one. */
export function withoutRing(plan: Plan, ringId: string): Plan {
  if (plan.rings.length < 2) return plan
  return { ...plan, rings: plan.rings.filter((ring) => ring.id !== ringId) }
}

/** The ring as another kind; one of tiles starts with as many square tiles as go round its middle. */
export function asKind(ring: Ring, kind: Ring['kind']): Ring {
  if (ring.kind === kind) return ring
  const { id, name, innerRadiusMm, outerRadiusMm, inlayThicknessMm, proudMm, materialId } = ring
  const base = { id, name, innerRadiusMm, outerRadiusMm, inlayThicknessMm, proudMm, materialId }
  if (kind === 'tile') {
    const widthMm = outerRadiusMm - innerRadiusMm
    const round = Math.round((Math.PI * (innerRadiusMm + outerRadiusMm)) / widthMm)
    const tileCount = Math.min(2000, Math.max(4, round))
    return { ...RING_DEFAULTS.tile, kind, ...base, tileCount, columns: 1 }
  }
  // the defaults of a kind and the fields of every ring make a ring of that kind
  return { ...RING_DEFAULTS[kind], kind, ...base } as Ring
}

/** Lengths that may be called by name in this plan's fields, mm. */
export function namedLengths(plan: Plan, ring: Ring | null): Readonly<Record<string, number>> {
  return {
    D: 2 * plan.soundhole.radiusMm,
    hole: plan.soundhole.radiusMm,
    ...(plan.topThicknessMm !== null && { top: plan.topThicknessMm }),
    ...(ring !== null && { inner: ring.innerRadiusMm, outer: ring.outerRadiusMm }),
    veneer: plan.stock.veneerMm,
  }
}
