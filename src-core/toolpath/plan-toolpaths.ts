import type { Machine } from '../library/machine.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { type Channel, channelsOfPlan } from '../rosette/channel.ts'
import { depthPasses } from '../rosette/depth-passes.ts'
import type { Plan, RingOf } from '../rosette/plan.schema.ts'
import { divideShell, layShellPieces } from '../rosette/shell-pieces.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'
import type { Stage } from '../rosette/stage.ts'
import type { Feeds } from './cutting-motion.ts'
import { type ProgramHead, programOf, type Work } from './work-program.ts'
import {
  type DrawnPlanner,
  drawnPrograms,
  type DrawnStage,
  wholeDrawnCut,
} from './drawn-programs.ts'
import type { MoveWriter } from './move-writer.ts'
import type { ToolpathProgram } from './move.ts'
import { cutOutside } from './outline-profile.ts'
import { cutRingChannel } from './ring-channel.ts'
import { cutSoundhole } from './soundhole.ts'

const TITLES: Readonly<Record<Stage, string>> = {
  'saw-slices': 'Strips and slices',
  'shell-coupon': 'Coupon of shell',
  'shell-pieces': 'Pieces of shell',
  'inlay-pieces': 'Pieces of drawn inlays',
  'inlay-channels': 'Channels for mosaic and solid rings',
  'line-channels': 'Channels for lines',
  'inlay-pockets': 'Pockets from drawings',
  'drawn-cuts': 'Engravings and cut-outs',
  drilling: 'Holes',
  soundhole: 'Soundhole',
}

function feedsOf(plan: Plan): Feeds {
  return {
    cutMmPerMin: plan.cutting.feedMmPerMin,
    plungeMmPerMin: plan.cutting.plungeMmPerMin,
  }
}

function measuredMm(value: number | null, what: string): number {
  if (value === null) throw new Error(`${what} is not measured; feasibility must have blocked this`)
  return value
}

function cutChannel(writer: MoveWriter, plan: Plan, tool: Tool, channel: Channel): void {
  const { cutting } = plan
  const depthMm = measuredMm(channel.depthMm, `the depth of channel ${channel.ringId}`)
  writer.add({ kind: 'comment', text: `Channel for ${channel.ringName}` })
  cutRingChannel(writer, {
    walls: channel,
    passDepthsMm: depthPasses(depthMm, cutting.maxDepthPerPassMm),
    toolDiameterMm: tool.diameterMm,
    stepoverMm: cutting.stepoverRatio * tool.diameterMm,
    finishAllowanceMm: cutting.finishAllowanceMm,
    direction: cutting.direction,
    safeHeightMm: cutting.safeHeightMm,
    feeds: feedsOf(plan),
  })
}

function cutHole(writer: MoveWriter, plan: Plan, tool: Tool): void {
  const { cutting, soundhole } = plan
  const topMm = measuredMm(plan.topThicknessMm, 'the top')
  const depthMm = measuredMm(soundholeDepthMm(plan), 'the depth of the soundhole')
  const { method } = soundhole
  cutSoundhole(writer, {
    radiusMm: soundhole.radiusMm,
    passDepthsMm: depthPasses(depthMm, cutting.maxDepthPerPassMm),
    tabs:
      method.kind === 'tabs'
        ? { count: method.count, widthMm: method.widthMm, topZMm: method.heightMm - topMm }
        : null,
    toolDiameterMm: tool.diameterMm,
    finishAllowanceMm: cutting.finishAllowanceMm,
    direction: cutting.direction,
    safeHeightMm: cutting.safeHeightMm,
    feeds: feedsOf(plan),
  })
}

/** Cut through and so far into the board the shell is glued to, mm. */
export const INTO_BOARD_MM = 0.1

function shellProgram(
  ring: RingOf<'shell'>,
  head: ProgramHead,
  work: Work,
  pieceCount: number,
): ToolpathProgram {
  const { cutting } = ring
  const { diameterMm } = work.tool
  const thicknessMm = measuredMm(ring.inlayThicknessMm, `the thickness of ring ${ring.id}`)
  const layout = layShellPieces(ring, pieceCount, diameterMm)
  return programOf(head, work, (writer) => {
    const room = `${layout.widthMm.toFixed(1)} by ${layout.heightMm.toFixed(1)} mm`
    writer.add({ kind: 'comment', text: `Shell for ${ring.name}: glue it to a board, ${room}` })
    for (const outline of layout.outlines) {
      cutOutside(writer, {
        outline,
        passDepthsMm: depthPasses(thicknessMm + INTO_BOARD_MM, cutting.maxDepthPerPassMm),
        toolDiameterMm: diameterMm,
        direction: work.plan.cutting.direction,
        safeHeightMm: work.plan.cutting.safeHeightMm,
        feeds: { cutMmPerMin: cutting.feedMmPerMin, plungeMmPerMin: cutting.plungeMmPerMin },
      })
    }
  })
}

/** A coupon, then all pieces, of each ring of shell, with that ring's own tool and feeds. */
function shellPrograms(
  plan: Plan,
  tools: readonly Tool[],
  machine: Machine,
): readonly ToolpathProgram[] {
  const rings = plan.rings.filter((ring) => ring.kind === 'shell')
  const programs = (stage: 'shell-coupon' | 'shell-pieces') =>
    rings.map((ring) => {
      const tool = tools.find(({ id }) => id === ring.cutting.toolId)
      if (tool === undefined) throw new Error(`no tool ${ring.cutting.toolId} for ring ${ring.id}`)
      const id = `${stage === 'shell-coupon' ? 's1' : 's2'}-${stage}`
      return shellProgram(
        ring,
        { id: rings.length === 1 ? id : `${id}-${ring.id}`, stage, title: TITLES[stage] },
        { plan, machine, tool, spindleRpm: ring.cutting.spindleRpm },
        stage === 'shell-coupon' ? 1 : divideShell(ring).pieceCount,
      )
    })
  return [...programs('shell-coupon'), ...programs('shell-pieces')]
}

/** What a plan is turned into programs with besides its own tool and machine. */
export interface KnownForPlan {
  /** The library's, for the rings and operations that name one of their own. */
  readonly tools?: readonly Tool[]
  /** Plans drawn operations, which takes seconds; they are planned anew each time without it. */
  readonly planDrawn?: DrawnPlanner
}

/** Stages cut in the top, numbered in the order of work. */
const TOP_STAGES = ['inlay-channels', 'line-channels', 'soundhole'] as const

/**
 * The programs of a plan, one per stage that has something to cut, in the order of work. Those in the
 * top share one zero (soundhole's centre, top surface); shell and the pieces of inlays are cut before them
 * on boards of their own (`zeroOfStage`). `tool` is the plan's own, `tools` those its rings of shell and its drawn operations
 * name, `planDrawn` plans these. The plan must have passed feasibility: a
 * missing measurement or a tool too wide throws with its numbers, a drawn operation that cannot be cut
 * whole `UncuttableOperationError`.
 */
export function planToolpaths(
  plan: Plan,
  tool: Tool,
  machine: Machine,
  { tools = [], planDrawn = wholeDrawnCut }: KnownForPlan = {},
): readonly ToolpathProgram[] {
  const channels = channelsOfPlan(plan)
  const work = { plan, tool, machine, spindleRpm: plan.cutting.spindleRpm }
  const inTop = TOP_STAGES.flatMap((stage, index): readonly ToolpathProgram[] => {
    const head = { id: `${String(index + 1)}-${stage}`, stage, title: TITLES[stage] }
    const ofStage = channels.filter((channel) => channel.stage === stage)
    if (stage !== 'soundhole' && ofStage.length === 0) return []
    return [
      programOf(head, work, (writer) => {
        if (stage === 'soundhole') cutHole(writer, plan, tool)
        for (const channel of ofStage) cutChannel(writer, plan, tool, channel)
      }),
    ]
  })
  const beforeHole = inTop.filter(({ stage }) => stage !== 'soundhole')
  const drawn = (stage: DrawnStage) =>
    drawnPrograms(stage, TITLES[stage], work, { tools, planDrawn })
  return [
    ...shellPrograms(plan, tools, machine),
    ...drawn('inlay-pieces'),
    ...beforeHole,
    ...drawn('inlay-pockets'),
    ...drawn('drawn-cuts'),
    ...drawn('drilling'),
    ...inTop.slice(beforeHole.length),
  ]
}
