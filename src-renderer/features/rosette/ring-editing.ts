import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import { PLAN_LIMITS, type Plan, type Ring } from '#core/rosette/plan.schema.ts'

/** Least width of a ring on this page, mm. */
export const LEAST_RING_WIDTH_MM = 0.2
/** Width of a ring that is added outside, mm. */
const NEW_RING_WIDTH_MM = 1.5

/** A changed plan, and the ring to show. */
export interface RingEdit {
  readonly plan: Plan
  readonly ringId: string
}

/** Sums of decimals as decimals: to a millionth of a millimetre. */
function tidyMm(lengthMm: number): number {
  return Math.round(lengthMm * 1e6) / 1e6
}

function widthOf(ring: Ring): number {
  return ring.outerRadiusMm - ring.innerRadiusMm
}

function movedBy(ring: Ring, byMm: number): Ring {
  return {
    ...ring,
    innerRadiusMm: tidyMm(ring.innerRadiusMm + byMm),
    outerRadiusMm: tidyMm(ring.outerRadiusMm + byMm),
  }
}

function freeId(plan: Plan, stem: string): string {
  const ids = new Set(plan.rings.map((ring) => ring.id))
  let number = plan.rings.length + 1
  while (ids.has(`${stem}-${String(number)}`)) number += 1
  return `${stem}-${String(number)}`
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
    outer: {
      min: ring.innerRadiusMm + LEAST_RING_WIDTH_MM,
      max: after?.innerRadiusMm ?? PLAN_LIMITS.maxRadiusMm,
    },
  }
}

/** The plan with one ring changed. */
export function withRing(plan: Plan, ringId: string, change: (ring: Ring) => Ring): Plan {
  return { ...plan, rings: plan.rings.map((ring) => (ring.id === ringId ? change(ring) : ring)) }
}

/** The plan with another line ring on the outside; null where there is no room, or are too many rings. */
export function withNewRing(plan: Plan, name: string): RingEdit | null {
  const last = plan.rings.at(-1)
  if (last === undefined || plan.rings.length >= PLAN_LIMITS.maxRings) return null
  if (last.outerRadiusMm + NEW_RING_WIDTH_MM > PLAN_LIMITS.maxRadiusMm) return null
  const id = freeId(plan, 'line')
  const ring: Ring = {
    kind: 'strip',
    ...RING_DEFAULTS.strip,
    id,
    name: `${name} ${id.slice(id.lastIndexOf('-') + 1)}`,
    innerRadiusMm: last.outerRadiusMm,
    outerRadiusMm: tidyMm(last.outerRadiusMm + NEW_RING_WIDTH_MM),
    inlayThicknessMm: last.inlayThicknessMm,
    proudMm: last.proudMm,
    materialId: last.materialId,
  }
  return { plan: { ...plan, rings: [...plan.rings, ring] }, ringId: ring.id }
}

/**
 * The plan with a copy of a ring just outside it, as far off as the next ring was; all rings outside move
 * by its width and that land. Null where there is no room, or are too many rings.
 */
export function withCopiedRing(
  plan: Plan,
  ringId: string,
  nameOf: (name: string) => string,
): RingEdit | null {
  const index = plan.rings.findIndex(({ id }) => id === ringId)
  const ring = plan.rings[index]
  if (ring === undefined || plan.rings.length >= PLAN_LIMITS.maxRings) return null
  const after = plan.rings[index + 1]
  const landMm = after === undefined ? 0 : after.innerRadiusMm - ring.outerRadiusMm
  const byMm = widthOf(ring) + landMm
  const outermostMm = plan.rings.at(-1)?.outerRadiusMm ?? 0
  if (outermostMm + byMm > PLAN_LIMITS.maxRadiusMm) return null
  const id = freeId(plan, ring.kind)
  const copy = { ...movedBy(ring, byMm), id, name: nameOf(ring.name).slice(0, 80) }
  const outside = plan.rings.slice(index + 1).map((other) => movedBy(other, byMm))
  const rings = [...plan.rings.slice(0, index + 1), copy, ...outside]
  return { plan: { ...plan, rings }, ringId: id }
}

/**
 * The plan with a ring changed round with its neighbour: -1 inwards, 1 outwards. The two take up the same
 * room as before with the same land between them. The same plan where there is no neighbour.
 */
export function withRingMoved(plan: Plan, ringId: string, step: -1 | 1): Plan {
  const at = plan.rings.findIndex(({ id }) => id === ringId)
  const innerAt = step === 1 ? at : at - 1
  const inner = plan.rings[innerAt]
  const outer = plan.rings[innerAt + 1]
  if (at < 0 || inner === undefined || outer === undefined) return plan
  const landMm = outer.innerRadiusMm - inner.outerRadiusMm
  const first = movedBy(outer, inner.innerRadiusMm - outer.innerRadiusMm)
  const second = movedBy(inner, first.outerRadiusMm + landMm - inner.innerRadiusMm)
  const rings = plan.rings.map((ring, index) => {
    if (index === innerAt) return first
    return index === innerAt + 1 ? second : ring
  })
  return { ...plan, rings }
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
    const round = Math.round((Math.PI * (innerRadiusMm + outerRadiusMm)) / widthOf(ring))
    const tileCount = Math.min(PLAN_LIMITS.maxTileCount, Math.max(4, round))
    return { ...RING_DEFAULTS.tile, kind, ...base, tileCount, columns: 1 }
  }
  // the defaults of a kind and the fields of every ring make a ring of that kind
  return { ...RING_DEFAULTS[kind], kind, ...base } as Ring
}
