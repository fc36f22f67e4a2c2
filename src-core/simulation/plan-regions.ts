import { flattenPath, type Loop } from '../geometry/flatten-path.ts'
import type { Path } from '../geometry/path.ts'
import { offsetLoops } from '../geometry/polygon-kernel.ts'
import type { Tool } from '../library/tool.schema.ts'
import { channelsOfPlan } from '../rosette/channel.ts'
import { drawnOperations } from '../rosette/drawn-operation.ts'
import type { Plan, RingOf } from '../rosette/plan.schema.ts'
import { divideShell, layShellPieces } from '../rosette/shell-pieces.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'
import { type CutRegion, REGION_CHORD_MM, WALL_MM } from '../toolpath/cut-region.ts'
import { drawnCuttingOf, regionsOfDrawnCut } from '../toolpath/drawn-cut.ts'
import type { ToolpathProgram } from '../toolpath/move.ts'
import { INTO_BOARD_MM } from '../toolpath/plan-toolpaths.ts'

function circle(radiusMm: number): Loop {
  const centre = { xMm: 0, yMm: 0 }
  const [right, left] = [
    { xMm: radiusMm, yMm: 0 },
    { xMm: -radiusMm, yMm: 0 },
  ]
  const halves: Path = [
    { kind: 'arc', from: right, to: left, centre, rotation: 'counterclockwise' },
    { kind: 'arc', from: left, to: right, centre, rotation: 'counterclockwise' },
  ]
  return flattenPath(halves, REGION_CHORD_MM)
}

function known(value: number | null, what: string): number {
  if (value === null) throw new Error(`${what} is not measured; feasibility must have blocked this`)
  return value
}

function channelRegions(plan: Plan, stage: ToolpathProgram['stage']): readonly CutRegion[] {
  return channelsOfPlan(plan)
    .filter((channel) => channel.stage === stage)
    .map(({ innerRadiusMm, outerRadiusMm, depthMm, ringId }) => ({
      allowed: [circle(outerRadiusMm + WALL_MM), circle(innerRadiusMm - WALL_MM)],
      required: [circle(outerRadiusMm - WALL_MM), circle(innerRadiusMm + WALL_MM)],
      depthMm: known(depthMm, `the depth of channel ${ringId}`),
    }))
}

/** The disc is scrap: all of it may go; what must go is the kerf, down to a tab's top where there are tabs. */
function soundholeRegions(plan: Plan, toolDiameterMm: number): readonly CutRegion[] {
  const { radiusMm, method } = plan.soundhole
  const depthMm = known(soundholeDepthMm(plan), 'the depth of the soundhole')
  const topMm = known(plan.topThicknessMm, 'the top')
  const kerf = [
    circle(radiusMm - WALL_MM),
    circle(Math.max(WALL_MM, radiusMm - 0.9 * toolDiameterMm)),
  ]
  const reachedMm = method.kind === 'tabs' ? topMm - method.heightMm : depthMm
  return [
    { allowed: [circle(radiusMm + WALL_MM)], required: [], depthMm },
    { allowed: [], required: kerf, depthMm: reachedMm },
  ]
}

/** All round the pieces may go, nothing of them; a kerf round each must. */
function shellRegions(
  ring: RingOf<'shell'>,
  pieceCount: number,
  toolDiameterMm: number,
): readonly CutRegion[] {
  const depthMm = known(ring.inlayThicknessMm, `the thickness of ring ${ring.id}`) + INTO_BOARD_MM
  const layout = layShellPieces(ring, pieceCount, toolDiameterMm)
  const pieces = layout.outlines.map((outline) => flattenPath(outline, REGION_CHORD_MM))
  const reachMm = 4 * toolDiameterMm
  const board = [
    { xMm: -reachMm, yMm: -reachMm },
    { xMm: layout.widthMm + reachMm, yMm: -reachMm },
    { xMm: layout.widthMm + reachMm, yMm: layout.heightMm + reachMm },
    { xMm: -reachMm, yMm: layout.heightMm + reachMm },
  ]
  const shrunk = pieces.flatMap((piece) => offsetLoops([piece], -WALL_MM))
  const kerfs = pieces.map((piece) => ({
    allowed: [],
    required: [...offsetLoops([piece], 0.9 * toolDiameterMm), ...offsetLoops([piece], WALL_MM)],
    depthMm,
  }))
  return [{ allowed: [board, ...shrunk], required: [], depthMm }, ...kerfs]
}

/** Each operation says itself what it may and must cut. */
function drawnRegions(
  plan: Plan,
  operationIds: readonly string[],
  toolOf: (toolId: string) => Tool,
): readonly CutRegion[] {
  const { safeHeightMm } = plan.cutting
  return drawnOperations(plan)
    .filter(({ operation }) => operationIds.includes(operation.id))
    .flatMap((drawn) => regionsOfDrawnCut(drawn, drawnCuttingOf(drawn, safeHeightMm, toolOf)))
}

/**
 * What a program of a plan may cut and must cut, straight from the plan and not from the moves: channels
 * between their walls, what each drawn operation says of itself, the soundhole's disc and kerf, shell round its
 * pieces. Throws for a measurement that is missing, which feasibility would have blocked.
 */
export function regionsOfProgram(
  plan: Plan,
  program: Pick<ToolpathProgram, 'stage' | 'id' | 'toolId' | 'operationIds'>,
  toolOf: (toolId: string) => Tool,
): readonly CutRegion[] {
  const { stage, id, operationIds } = program
  if (operationIds !== undefined) return drawnRegions(plan, operationIds, toolOf)
  const toolDiameterMm = toolOf(program.toolId).diameterMm
  if (stage === 'soundhole') return soundholeRegions(plan, toolDiameterMm)
  if (stage !== 'shell-coupon' && stage !== 'shell-pieces') return channelRegions(plan, stage)
  const rings = plan.rings.filter((ring) => ring.kind === 'shell')
  const ring = rings.length === 1 ? rings[0] : rings.find((shell) => id.endsWith(`-${shell.id}`))
  if (ring === undefined) throw new Error(`program ${id} belongs to no ring of shell`)
  const count = stage === 'shell-coupon' ? 1 : divideShell(ring).pieceCount
  return shellRegions(ring, count, toolDiameterMm)
}
