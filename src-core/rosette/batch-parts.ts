import type { Plan } from './plan.schema.ts'
import type { Route } from './routes/route.ts'
import type { RingSolution } from './solve-rosette.ts'

/** Which ring, and its size. */
interface PartBase {
  readonly planName: string
  readonly ringId: string
  readonly ringName: string
  readonly materialId: string
  readonly widthMm: number
  readonly thicknessMm: number
}

/** What all rosettes of an order take for one ring that is not of tiles. */
export type BatchPart = PartBase &
  (
    | { readonly kind: 'strip'; readonly count: number; readonly lengthMm: number }
    | {
        readonly kind: 'arcs' | 'shell'
        readonly count: number
        /** Board or blank for each piece. */
        readonly boardLengthMm: number
        readonly boardWidthMm: number
      }
    /** Turned logs of the plan's length; null while it is not measured, or none comes out of one. */
    | {
        readonly kind: 'disc'
        readonly count: number | null
        readonly rosettesPerLog: number | null
      }
    | { readonly kind: 'bought'; readonly count: number }
  )

type PartRoute = Exclude<Route, { readonly kind: 'tile' }>

function discPart(base: PartBase, rosettesPerLog: number | null, rosetteCount: number): BatchPart {
  const none = rosettesPerLog === null || rosettesPerLog === 0
  const count = none ? null : Math.ceil(rosetteCount / rosettesPerLog)
  return { ...base, kind: 'disc', count, rosettesPerLog }
}

function routePart(base: PartBase, route: PartRoute, rosetteCount: number): BatchPart {
  switch (route.kind) {
    case 'strip':
      return { ...base, kind: 'strip', count: rosetteCount, lengthMm: route.stripLengthMm }
    case 'arcs': {
      const { boardLengthMm, boardWidthMm } = route
      const count = rosetteCount * route.arcCount
      return { ...base, kind: 'arcs', count, boardLengthMm, boardWidthMm }
    }
    case 'shell': {
      const { blankLengthMm: boardLengthMm, blankWidthMm: boardWidthMm } = route
      const count = rosetteCount * route.pieceCount
      return { ...base, kind: 'shell', count, boardLengthMm, boardWidthMm }
    }
    case 'disc':
      return discPart(base, route.rosetteCount, rosetteCount)
    case 'bought':
      return { ...base, kind: 'bought', count: rosetteCount }
  }
}

/** What an order takes for a ring that is not of tiles; null while its thickness is not measured. */
export function partOf(
  { plan, rosetteCount }: { readonly plan: Plan; readonly rosetteCount: number },
  { ring, route, widthMm }: RingSolution,
): BatchPart | null {
  if (route.kind === 'tile' || ring.inlayThicknessMm === null) return null
  const base = {
    planName: plan.name,
    ringId: ring.id,
    ringName: ring.name,
    materialId: ring.materialId,
    widthMm,
    thicknessMm: ring.inlayThicknessMm,
  }
  return routePart(base, route, rosetteCount)
}
