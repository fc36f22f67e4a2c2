import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { programTime } from '#core/gcode/time/program-time.ts'
import { machineSchema } from '#core/library/machine.schema.ts'
import { toolSchema } from '#core/library/tool.schema.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { postSchema } from '#core/posts/post.schema.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { GRBL_PLANNER_BLOCKS, type MotionLimits } from '#core/toolpath/motion-clock.ts'
import { planToolpaths } from '#core/toolpath/plan-toolpaths.ts'
import { createSettingsStore } from '../../src-main/machine/virtual/settings-store.ts'
import { sentLines, streamToVirtual } from './stream-to-virtual.ts'

function data(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../data/${path}`, import.meta.url), 'utf8'))
}

const PROFILE = postSchema.parse(data('posts/grbl.json'))
const TOOLS = toolSchema.array().parse(data('library/tools.json'))
const MACHINES = machineSchema.array().parse(data('library/machines.json'))

/** Programs of a shipped plan, as posted. */
function posted(example: string): readonly (readonly [string, string])[] {
  const plan = parsePlan(JSON.stringify(data(`examples/${example}.json`)), example)
  if (!plan.ok) throw new Error(plan.error.message)
  const machine = MACHINES.find(({ id }) => id === plan.value.cutting.machineId)
  const tool = TOOLS.find(({ id }) => id === plan.value.cutting.toolId)
  if (machine === undefined || tool === undefined) throw new Error(`${example}: no tool or machine`)
  return planToolpaths(plan.value, tool, machine, { tools: TOOLS }).map((program) => {
    const printed = printProgram(program, { profile: PROFILE, planName: plan.value.name, machine })
    if (!printed.ok) throw new Error(printed.error.kind)
    return [`${example} ${program.id}`, printed.value.text] as const
  })
}

/** Every program of every plan that ships with RMOS and may be cut; one is there to be measured first. */
const SHIPPED = readdirSync(new URL('../../data/examples/', import.meta.url))
  .map((file) => file.replace('.json', ''))
  .filter((example) => example !== 'measure-first')
  .flatMap(posted)

const zigzag = Array.from(
  { length: 120 },
  (_, i) => `X${String((i % 2) * 10)}Y${(i * 0.3).toFixed(1)}`,
)
const dense = Array.from({ length: 3000 }, (_, i) => {
  const angle = i * 0.0115
  return `G1X${(50 + 20 * Math.cos(angle)).toFixed(3)}Y${(50 + 20 * Math.sin(angle)).toFixed(3)}`
})
const trochoid = Array.from({ length: 200 }, (_, i) => [
  `G3X${(i * 0.3).toFixed(3)}Y0I-1.5J0`,
  `G1X${((i + 1) * 0.3).toFixed(3)}`,
]).flat()
const planes = Array.from({ length: 25 }, () => ['G2X4Z0R2.5', 'G3X-4Z0I-2K0', 'G0Y0.5']).flat()
const inches = Array.from(
  { length: 60 },
  (_, i) => `G1X${(Math.sin(i) * 2).toFixed(4)}Y${(Math.cos(i * 1.3) * 2).toFixed(4)}Z-0.01`,
)

const PROGRAMS: readonly (readonly [string, string])[] = [
  ...SHIPPED,
  ['a zigzag of 10 mm strokes', ['G21G90', 'G1F3000', ...zigzag].join('\n')],
  ['3000 lines the link can hardly carry', ['G21G90', 'M3S9000', 'G1F3000', ...dense].join('\n')],
  ['trochoid turns of 1.5 mm', ['G21G90', 'G1F6000', ...trochoid].join('\n')],
  ['arcs in G18, incremental', ['G21G91G18', 'G1F2000', ...planes].join('\n')],
  ['inches', ['G20G90', 'G1F80', ...inches, 'G4P0.5', 'M5'].join('\n')],
]

function limitsOf(settings: readonly (readonly [number, number])[]): MotionLimits {
  const store = createSettingsStore(settings)
  return {
    maxRateMmPerMin: store.triple(110),
    accelerationMmPerS2: store.triple(120),
    junctionDeviationMm: store.get(11),
    arcToleranceMm: store.get(12),
    plannerBlocks: GRBL_PLANNER_BLOCKS,
    stopDelaySeconds: store.get(1) / 1000,
  }
}

/** Seconds by the model and on the virtual controller. */
function bothTimes(text: string, settings: readonly (readonly [number, number])[]) {
  const lines = sentLines(text)
  const streamed = streamToVirtual(lines, settings)
  expect(streamed.refused).toEqual([])
  const model = programTime(lines.join('\n'), {
    limits: limitsOf(settings),
    start: { workMm: [0, 0, 0], offsetMm: [0, 0, 0] },
    linkBytesPerSecond: 11_520,
  })
  expect(model.unknownMotions).toBe(0)
  expect(model.lineCount).toBe(lines.length)
  return { model: model.totalSeconds, machine: streamed.seconds }
}

test('ten programs or more ship with RMOS', () => {
  expect(SHIPPED.length).toBeGreaterThanOrEqual(10)
})

describe('the time of a program is within 3 % of the time the controller takes', () => {
  test.each(PROGRAMS)('%s', (_name, text) => {
    const { model, machine } = bothTimes(text, [])
    expect(Math.abs(model / machine - 1)).toBeLessThan(0.03)
  })

  test('on a slow and soft machine too', () => {
    const slow = [
      [11, 0.02],
      [12, 0.01],
      [120, 60],
      [121, 40],
      [122, 30],
      [110, 1500],
      [112, 600],
    ] as const
    const text = SHIPPED[0]?.[1] ?? ''
    const { model, machine } = bothTimes(text, slow)
    expect(Math.abs(model / machine - 1)).toBeLessThan(0.03)
  })
})
