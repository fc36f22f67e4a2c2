import { flattenPath } from '#core/geometry/flatten-path.ts'
import type { Path } from '#core/geometry/path.ts'
import { offsetLoops } from '#core/geometry/polygon-kernel.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { pocketFailures } from '#core/simulation/engagement/accept-pocket.ts'
import { judgePocket, type PocketVerdict } from '#core/simulation/engagement/judge-pocket.ts'
import { type PocketCut, type PocketPlan, planPocket } from '#core/toolpath/pocket/plan-pocket.ts'
import { postedText } from './post-pocket.ts'

/** How the pockets of the suite are cut: a straight cut engages 53.1°, the set angle is 56.1°. */
export const SUITE_CUT: Omit<PocketCut, 'walls' | 'toolDiameterMm'> = {
  stepoverRatio: 0.2,
  stockToLeaveMm: 0,
  passDepthsMm: [1.5],
  direction: 'climb',
  safeHeightMm: 5,
  rampRad: Math.PI / 60,
  feeds: { cutMmPerMin: 1500, plungeMmPerMin: 300 },
}

/** A pocket planned, posted and judged from the text. */
export interface JudgedPlan {
  readonly plan: PocketPlan
  /** CPU time of the planning, s. */
  readonly planSeconds: number
  /** None when nothing was cut. */
  readonly verdict: PocketVerdict | null
  /** What it breaks of its promise; a slot's 180° are no breach, for the plan tells of it. */
  readonly failures: readonly string[]
}

/** The walls a judge holds a cut against: those of the drawing less the stock that is to stay. */
function judgedWalls({ walls, stockToLeaveMm }: PocketCut): readonly Path[] {
  if (stockToLeaveMm === 0) return walls
  const loops = walls.map((wall) => flattenPath(wall, 0.0005))
  return offsetLoops(loops, -stockToLeaveMm).map((loop) =>
    loop.map((from, index) => ({
      kind: 'line',
      from,
      to: loop[(index + 1) % loop.length] ?? from,
    })),
  )
}

/** Plans a pocket, posts it for GRBL in the units asked for and has the text judged. */
export function judgedPlan(cut: PocketCut, units: PostProfile['units'] = 'mm'): JudgedPlan {
  const before = process.cpuUsage()
  const plan = planPocket(cut)
  const { user, system } = process.cpuUsage(before)
  const planSeconds = (user + system) / 1e6
  if (!plan.moves.some(({ kind }) => kind === 'line' || kind === 'arc')) {
    return { plan, planSeconds, verdict: null, failures: [] }
  }
  const verdict = judgePocket(postedText(plan.moves, 'grbl', units), {
    walls: judgedWalls(cut),
    toolRadiusMm: cut.toolDiameterMm / 2,
    floorZMm: -(cut.passDepthsMm.at(-1) ?? 0),
  })
  const promise = { setAngleRad: plan.setAngleRad, direction: cut.direction }
  const failures = pocketFailures(verdict, promise).filter(
    (sentence) => !plan.usedSlot || !/engagement|direction|level feed/.test(sentence),
  )
  return { plan, planSeconds, verdict, failures }
}
