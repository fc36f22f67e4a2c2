import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { motionLengthMm } from '#core/gcode/block-motion.ts'
import { interpretProgram } from '#core/gcode/interpret.ts'
import type { Motion } from '#core/gcode/machine-event.ts'
import { POWER_UP_START } from '#core/gcode/modal-state.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { inUnits } from '#core/posts/in-units.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { planPocket } from '#core/toolpath/pocket/plan-pocket.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { cutPlan } from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { bar, circle, polygon } from '../cam/pocket-shapes.ts'
import { postedText } from '../cam/post-pocket.ts'
import { randomProgram } from '../gcode/random-program.ts'
import { randomSolid } from './random-solid.ts'
import { hasRs274, judgeByLinuxCnc } from './rs274.ts'
import { printed, shippedPost } from './shipped-posts.ts'

/** `rs274` prints four decimals: half of the last, in inches where the program is in inches, and a sum. */
const PRINTED_MM = { mm: 0.00015, inch: 0.0026 }

const POSTS = ['linuxcnc', 'pathpilot'].flatMap((id) =>
  (['mm', 'inch'] as const).map((units) => {
    const post = inUnits(shippedPost(id), units)
    return [`${id} in ${units}`, post] as const
  }),
)

const RECTANGLE = polygon([0, 0], [30, 0], [30, 20], [0, 20])
const POCKET = {
  stepoverRatio: 0.2,
  stockToLeaveMm: 0,
  passDepthsMm: [1.5],
  direction: 'climb',
  safeHeightMm: 5,
  rampRad: Math.PI / 60,
  feeds: { cutMmPerMin: 1500, plungeMmPerMin: 300 },
} as const

/** What the judge has seen, for the figures of the run. */
const seen = { programs: 0, motions: 0, arcs: 0, furthestMm: 0 }

/** Our own reading from where the judge starts, without motions that lead nowhere. */
function ownMotions(text: string): readonly Motion[] {
  const { events } = interpretProgram(blocksOf(text), POWER_UP_START)
  const motions = events.filter((event) => event.kind === 'motion')
  return motions.filter((motion) => (motionLengthMm(motion) ?? 1) > 1e-9)
}

/** Both readings of one text: no complaint, the same motions, ends and lengths. */
function expectSameReading(text: string, units: PostProfile['units']): void {
  const judged = judgeByLinuxCnc(text)
  expect(judged.complaint).toBe('')
  expect(judged.accepted).toBe(true)
  const own = ownMotions(text)
  const motions = judged.motions.filter(({ lengthMm }) => lengthMm > 1e-9)
  expect(motions.map(({ kind }) => kind)).toEqual(own.map(({ motion }) => motion))
  seen.programs += 1
  const toleranceMm = PRINTED_MM[units]
  for (const [index, motion] of own.entries()) {
    const other = motions[index]
    if (other === undefined) throw new Error('fewer motions')
    seen.motions += 1
    const axes = [motion.to.X ?? 0, motion.to.Y ?? 0, motion.to.Z ?? 0]
    const offMm = Math.max(...axes.map((value, axis) => Math.abs(value - (other.to[axis] ?? NaN))))
    expect(offMm).toBeLessThanOrEqual(toleranceMm)
    if (units === 'mm') seen.furthestMm = Math.max(seen.furthestMm, offMm)
    if (motion.motion !== 'arc') continue
    seen.arcs += 1
    const lengthMm = motionLengthMm(motion) ?? NaN
    // the printed centre is rounded too, and its error grows with the sweep
    expect(Math.abs(lengthMm - other.lengthMm)).toBeLessThanOrEqual(40 * toleranceMm)
  }
}

function judgements(): void {
  afterAll(() => {
    const { programs, motions, arcs, furthestMm } = seen
    process.stdout.write(
      `rs274 read ${String(programs)} programs, ${String(motions)} motions (${String(arcs)} arcs); ends in mm programs within ${furthestMm.toFixed(5)} mm\n`,
    )
  })

  test.each(POSTS)('reads random programs of all kinds by %s as we do', (_, profile) => {
    fc.assert(
      // moves of a hair are lost in the four decimals of inches that rs274 prints
      fc.property(
        profile.units === 'mm' ? fc.oneof(randomSolid, randomProgram) : randomSolid,
        (program) => {
          expectSameReading(printed(program, profile), profile.units)
        },
      ),
      { numRuns: 15 },
    )
  })

  test.each(readdirSync('data/examples'))('reads every program of the example %s', (name) => {
    const plan = parsePlan(readFileSync(`data/examples/${name}`, 'utf8'), name)
    const library = openLibrary(process.cwd())
    if (!plan.ok || !library.ok) throw new Error('example and library expected')
    const { tool, machine } = library.value.recordsFor(plan.value)
    // an example that waits to be measured has no programs
    if (tool === null || machine === null || plan.value.topThicknessMm === null) return
    const context = { plan: plan.value, tool, machine, tools: library.value.tools }
    const { programs } = cutPlan(
      context,
      POSTS.map(([, profile]) => profile),
    )
    for (const { text } of programs) expectSameReading(text, /G20/.test(text) ? 'inch' : 'mm')
  })

  test.each([
    ['a pocket of 30 by 20 with an island', [RECTANGLE, reversedPath(circle(15, 10, 2))], 4],
    ['a channel of 1.5 tool widths', [bar(8, 4.8)], 3.175],
  ] as const)('reads %s as we do', (_, walls, toolDiameterMm) => {
    const { moves } = planPocket({ ...POCKET, walls, toolDiameterMm })
    for (const postId of ['linuxcnc', 'pathpilot']) {
      expectSameReading(postedText(moves, postId), 'mm')
    }
  })

  test('complains of what we refuse: a radius off by 30 µm, a missing tool, a cycle without R', () => {
    const head = 'G21 G90 G91.1 G94 G17\nT1 M6\nG43 H1\nG0 Z5\nM3 S1000\nG0 X0 Y0\nF100\n'
    for (const line of ['G2 X2.03 Y0 I1 J0', 'T77 M6', 'G81 X1 Y1 Z-1']) {
      expect(judgeByLinuxCnc(`${head}${line}\nM30\n`).accepted, line).toBe(false)
    }
  })
}

if (hasRs274()) describe('LinuxCNC’s own interpreter', judgements)
else {
  test('LinuxCNC’s interpreter is not on this machine, and its judgement was not asked', () => {
    process.stdout.write('rs274 is not installed: only our own parser read the LinuxCNC programs\n')
    expect(hasRs274()).toBe(false)
  })
}
