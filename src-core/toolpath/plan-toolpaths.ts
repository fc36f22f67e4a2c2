import type { Machine } from '../library/machine.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { type Channel, channelsOfPlan } from '../rosette/channel.ts'
import { depthPasses } from '../rosette/depth-passes.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'
import { type Stage, STAGES } from '../rosette/stage.ts'
import type { Feeds } from './cutting-motion.ts'
import { createMoveWriter, type MoveWriter } from './move-writer.ts'
import type { ToolpathProgram } from './move.ts'
import { cutRingChannel } from './ring-channel.ts'
import { cutSoundhole } from './soundhole.ts'

const TITLES: Readonly<Record<Stage, string>> = {
  'inlay-channels': 'Channels for mosaic and solid rings',
  'line-channels': 'Channels for lines',
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

/** Wraps the cuts of a stage: retract, spindle up to speed, cuts, retract, spindle off. */
function programOf(
  stage: Stage,
  number: number,
  context: { readonly plan: Plan; readonly tool: Tool; readonly machine: Machine },
  cuts: (writer: MoveWriter) => void,
): ToolpathProgram {
  const { plan, tool, machine } = context
  const { safeHeightMm, spindleRpm } = plan.cutting
  const writer = createMoveWriter()
  writer.retract(safeHeightMm)
  writer.add({ kind: 'spindle', state: 'on', speedRpm: spindleRpm })
  writer.add({ kind: 'dwell', seconds: machine.spindle.spinUpSeconds })
  cuts(writer)
  writer.retract(safeHeightMm)
  writer.add({ kind: 'spindle', state: 'off', speedRpm: 0 })
  return Object.freeze({
    id: `${String(number)}-${stage}`,
    stage,
    title: TITLES[stage],
    toolId: tool.id,
    moves: Object.freeze([...writer.moves]),
  })
}

/**
 * The programs of a plan, one per stage that has something to cut, in the order of work, all on the
 * same zero (soundhole's centre, top surface). The plan must have passed feasibility: a missing
 * measurement or a tool too wide throws with its numbers.
 */
export function planToolpaths(
  plan: Plan,
  tool: Tool,
  machine: Machine,
): readonly ToolpathProgram[] {
  const channels = channelsOfPlan(plan)
  return STAGES.flatMap((stage, index): readonly ToolpathProgram[] => {
    const context = { plan, tool, machine }
    if (stage === 'soundhole') {
      return [
        programOf(stage, index + 1, context, (writer) => {
          cutHole(writer, plan, tool)
        }),
      ]
    }
    const ofStage = channels.filter((channel) => channel.stage === stage)
    if (ofStage.length === 0) return []
    return [
      programOf(stage, index + 1, context, (writer) => {
        for (const channel of ofStage) cutChannel(writer, plan, tool, channel)
      }),
    ]
  })
}
