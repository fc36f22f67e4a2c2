import { create } from 'zustand'
import { AS_BUILT_START, type AsBuilt, type AsBuiltOutcome } from '#core/rosette/as-built.ts'
import type { Plan, RingOf, TileRing } from '#core/rosette/plan.schema.ts'

/** Four diameters, each null until it is measured. */
export type Diameters = readonly (number | null)[]

/** What was callipered on a bought ring so far. */
export interface BoughtDraft {
  readonly outer: Diameters
  readonly inner: Diameters
}

interface MeasuredState {
  /** What is typed and not yet in the plan, by ring. */
  readonly builtByRing: Readonly<Record<string, AsBuilt>>
  readonly boughtByRing: Readonly<Record<string, BoughtDraft>>
  /** What was applied last; shown as long as the plan is the one it made. */
  readonly applied: AsBuiltOutcome | null
  readonly setBuilt: (ringId: string, built: AsBuilt) => void
  readonly setBought: (ringId: string, draft: BoughtDraft) => void
  readonly setApplied: (outcome: AsBuiltOutcome) => void
}

/** Measurements on the Rosette page that wait to be applied. */
export const useMeasured = create<MeasuredState>()((set) => ({
  builtByRing: {},
  boughtByRing: {},
  applied: null,
  setBuilt: (ringId, built) => {
    set((state) => ({ builtByRing: { ...state.builtByRing, [ringId]: built } }))
  },
  setBought: (ringId, draft) => {
    set((state) => ({ boughtByRing: { ...state.boughtByRing, [ringId]: draft } }))
  },
  setApplied: (applied) => {
    set({ applied })
  },
}))

const NOTHING: Diameters = [null, null, null, null]

/** What is typed for a ring of tiles; else what its plan keeps. */
export function builtOf(plan: Plan, ring: TileRing, drafts: MeasuredState['builtByRing']): AsBuilt {
  return drafts[draftKey(plan, ring.id)] ?? ring.asBuilt ?? AS_BUILT_START
}

/** What is typed for a bought ring; else what its plan keeps. */
export function boughtOf(
  plan: Plan,
  ring: RingOf<'bought'>,
  drafts: MeasuredState['boughtByRing'],
): BoughtDraft {
  const kept = {
    outer: ring.outerDiametersMm ?? NOTHING,
    inner: ring.innerDiametersMm ?? NOTHING,
  }
  return drafts[draftKey(plan, ring.id)] ?? kept
}

/** Drafts of plans of one name stay apart from those of another. */
export function draftKey(plan: Plan, ringId: string): string {
  return `${plan.name}\n${ringId}`
}
