import type { Plan, TileRing } from '../rosette/plan.schema.ts'
import type { Jig } from './jig.ts'
import { drawnJig } from './drawn-jig.ts'
import { mockChannel } from './mock-channel.ts'
import { ringForm } from './ring-form.ts'
import { type JigRefusal, slicingBox } from './slicing-box.ts'
import { taperSled } from './taper-sled.ts'

/** A jig a plan can have: drawn, or refused with what is missing. */
export interface OfferedJig {
  readonly id: string
  readonly title: string
  readonly jig: Jig | null
  /** Why it cannot be drawn yet; null when it can. */
  readonly missing: string | null
}

function offered(id: string, title: string, drawn: Jig | JigRefusal): OfferedJig {
  return 'reason' in drawn
    ? { id, title, jig: null, missing: drawn.reason }
    : { id, title, jig: drawn, missing: null }
}

function tileJigs(plan: Plan, ring: TileRing): readonly OfferedJig[] {
  return [
    offered(`slicing-box-${ring.id}`, `Slicing box for ${ring.name}`, slicingBox(plan, ring)),
    offered(`taper-sled-${ring.id}`, `Taper sled for ${ring.name}`, taperSled(plan, ring)),
  ]
}

/** All jigs of a plan, in the order they are needed at the bench. */
export function jigsOfPlan(plan: Plan): readonly OfferedJig[] {
  const tiled = plan.rings.filter((ring) => ring.kind === 'tile')
  const form = ringForm(plan)
  const mock = mockChannel(plan)
  return [
    ...tiled.flatMap((ring) => tileJigs(plan, ring)),
    offered(form.id, form.title, form),
    offered(mock.id, mock.title, mock),
    ...plan.drawnPaths
      .filter(({ use }) => use === 'jig-outline')
      .map((drawn) => offered(drawn.id, drawn.name, drawnJig(drawn))),
  ]
}
