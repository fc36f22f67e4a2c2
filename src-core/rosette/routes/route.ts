import type { DataProblem } from '../../outcome/problem.ts'
import type { Result } from '../../outcome/result.ts'
import { type BoughtFit, boughtFitOf } from '../bought-ring.ts'
import type { Plan, Ring } from '../plan.schema.ts'
import { type ArcsRoute, solveArcs } from './arcs-route.ts'
import { type DiscRoute, solveDisc } from './disc-route.ts'
import { type ShellRoute, solveShell } from './shell-route.ts'
import { solveStrip, type StripRoute } from './strip-route.ts'
import { solveTiles, type TileRoute } from './tile-route.ts'

/** A ready-made ring: nothing is produced. */
export interface BoughtRoute {
  readonly kind: 'bought'
  /** Null until both edges are callipered; a problem when they cannot be. */
  readonly fit: Result<BoughtFit, DataProblem> | null
}

/** How a ring is produced, each way with its own stock. */
export type Route = TileRoute | StripRoute | ArcsRoute | DiscRoute | ShellRoute | BoughtRoute

/** Works out how a ring is produced. `hiddenArcDeg` is that of its outer edge; null when not known. */
export function solveRoute(plan: Plan, ring: Ring, hiddenArcDeg: number | null): Route {
  switch (ring.kind) {
    case 'tile':
      return solveTiles(plan, ring, hiddenArcDeg)
    case 'strip':
      return solveStrip(plan, ring)
    case 'arcs':
      return solveArcs(plan, ring)
    case 'disc':
      return solveDisc(plan, ring)
    case 'shell':
      return solveShell(ring)
    case 'bought':
      return { kind: 'bought', fit: boughtFitOf(ring) }
  }
}
