import { columnCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'

/** A tile ring that has a picture. */
export type PicturedRing = TileRing & { readonly pattern: Pattern }

/** All rings of tiles, from the inside out. */
export function tileRingsOf(plan: Plan): readonly TileRing[] {
  return plan.rings.filter((ring) => ring.kind === 'tile')
}

/** The tile ring with the id, else the plan's first; null when it has none. */
export function tileInFocus(plan: Plan, ringId: string | null): TileRing | null {
  const rings = tileRingsOf(plan)
  return rings.find(({ id }) => id === ringId) ?? rings[0] ?? null
}

/** The plan with one tile ring changed. */
export function withTileRing(
  plan: Plan,
  ringId: string,
  change: (ring: TileRing) => TileRing,
): Plan {
  const rings = plan.rings.map((ring) =>
    ring.id === ringId && ring.kind === 'tile' ? change(ring) : ring,
  )
  return { ...plan, rings }
}

/** The plan with another picture on one tile ring; the ring's count of columns follows it. */
export function withPattern(plan: Plan, ringId: string, pattern: Pattern): Plan {
  const columns = columnCountOf(pattern)
  return withTileRing(plan, ringId, (ring) => ({ ...ring, pattern, columns }))
}

/** The letter that is painted with: the chosen one, or the palette's first where there is no such. */
export function brushOf(pattern: Pattern, brushKey: string): string {
  const found = pattern.palette.find(({ key }) => key === brushKey) ?? pattern.palette[0]
  if (found === undefined) throw new Error('a pattern has at least one colour')
  return found.key
}
