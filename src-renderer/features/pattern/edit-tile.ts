import { columnCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { type DataProblem, problemSentence } from '#core/outcome/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { usePlan } from '../../session/plan.store.ts'
import { showProblem } from '../../ui/toast.store.ts'
import { usePattern } from './pattern.store.ts'

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

/** The tile ring on the page now. */
export function currentTile(): TileRing | null {
  const plan = usePlan.getState().history?.present ?? null
  return plan === null ? null : tileInFocus(plan, usePattern.getState().ringId)
}

/** The picture on the page now. */
export function currentPattern(): Pattern | null {
  return currentTile()?.pattern ?? null
}

/** Puts a picture on the ring in focus, as one step of undo; `gesture` joins steps that go on. */
export function setPattern(pattern: Pattern, gesture?: string): void {
  const tile = currentTile()
  if (tile === null || tile.pattern === pattern) return
  usePlan.getState().edit((plan) => withPattern(plan, tile.id, pattern), gesture)
}

/** Changes the picture of the ring in focus, as one step of undo. */
export function editPattern(change: (pattern: Pattern) => Pattern, gesture?: string): void {
  const pattern = currentPattern()
  if (pattern !== null) setPattern(change(pattern), gesture)
}

/** Changes the picture, or says in one sentence why it cannot be changed so. True when it was. */
export function tryEditPattern(
  change: (pattern: Pattern) => Result<Pattern, DataProblem>,
  gesture?: string,
): boolean {
  const pattern = currentPattern()
  if (pattern === null) return false
  const changed = change(pattern)
  if (!changed.ok) {
    showProblem({ message: `${problemSentence(changed.error)}.`, remedy: '' }, 'pattern')
    return false
  }
  setPattern(changed.value, gesture)
  return true
}

/** The letter that is painted with: the chosen one, or the palette's first where there is no such. */
export function brushOf(pattern: Pattern, brushKey: string): string {
  const found = pattern.palette.find(({ key }) => key === brushKey) ?? pattern.palette[0]
  if (found === undefined) throw new Error('a pattern has at least one colour')
  return found.key
}
