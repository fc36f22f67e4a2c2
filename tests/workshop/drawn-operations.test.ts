import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import { withoutDrawnPath, withoutOperation } from '#core/rosette/new-operation.ts'
import { OPERATION_KIND_NAMES } from '#core/rosette/operation-kinds.ts'
import { checkPlan, formatPlan, parsePlan } from '#core/rosette/parse-plan.ts'
import { planCuts } from '#core/rosette/plan-cuts.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { type CutContext, cutPlan, measuredToolpaths } from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { proveCut, simulateOfPlan } from '../../src-main/workshop/prove-cut.ts'
import { circle, polygon } from '../cam/pocket-shapes.ts'
import { roundedBox } from './drawn-plan.ts'
import { drawnPath, planOfEveryKind, planWithPaths, withNew } from './every-operation.ts'

const library = openLibrary(process.cwd())
if (!library.ok) throw new Error(library.error.message)
const shelf = library.value
const { posts } = openPosts(process.cwd())
/** Where the programs are written for a look with another interpreter; nowhere unless it is said. */
const KEPT = process.env['RMOS_PROGRAMS_DIR']

function contextOf(plan: Plan): CutContext {
  const { tool, machine } = shelf.recordsFor(plan)
  if (tool === null || machine === null) throw new Error('the plan names no tool or machine')
  return { plan, tool, machine, tools: shelf.tools }
}

function findings(plan: Plan) {
  return evaluateFeasibility(plan, shelf.recordsFor(plan)).findings
}

function gradeOf(plan: Plan, ruleId: string, id: string): string | undefined {
  return findings(plan).find((one) => one.ruleId === ruleId && one.subject === `operation:${id}`)
    ?.grade
}

/** The plan with numbers of one operation changed. */
function changed(plan: Plan, id: string, change: object): Plan {
  const operations = plan.operations.map((one) => (one.id === id ? { ...one, ...change } : one))
  const checked = checkPlan({ ...plan, operations }, 'plan')
  if (!checked.ok) throw new Error(`${checked.error.place} ${checked.error.message}`)
  return checked.value
}

describe('a plan with an operation of every kind', () => {
  const plan = planOfEveryKind()
  const context = contextOf(plan)

  test('is kept as it is, and judged without a RED', () => {
    expect(plan.operations.map(({ kind }) => kind).toSorted()).toEqual(
      OPERATION_KIND_NAMES.toSorted(),
    )
    expect(parsePlan(formatPlan(plan), 'plan')).toEqual({ ok: true, value: plan })
    const bad = findings(plan).filter(({ grade }) => grade === 'RED' || grade === 'UNKNOWN')
    expect(bad.map(({ sentence }) => sentence)).toEqual([])
  })

  test('is cut in the order of work, posted for every controller, read back and proved', () => {
    const cut = cutPlan(context, posts)
    expect([...new Set(cut.programs.map(({ stage }) => stage))]).toEqual([
      'inlay-pieces',
      'inlay-channels',
      'line-channels',
      'inlay-pockets',
      'drawn-cuts',
      'drilling',
      'soundhole',
    ])
    expect([...new Set(planCuts(plan).map(({ stage }) => stage))]).toEqual([
      ...new Set(cut.programs.map(({ stage }) => stage)),
    ])
    expect(cut.programs).toHaveLength(posts.length * cut.toolpaths.length)
    const ids = cut.toolpaths.flatMap(({ operationIds = [] }) => operationIds)
    expect(ids.toSorted()).toEqual(plan.operations.map(({ id }) => id).toSorted())
    expect(() => {
      proveCut(cut, context)
    }).not.toThrow()
    if (KEPT === undefined) return
    mkdirSync(KEPT, { recursive: true })
    for (const { fileName, text } of cut.programs) writeFileSync(`${KEPT}/${fileName}`, text)
  })

  test('held against the same plan a tenth deeper or without an operation it fails the proof', () => {
    const drawn = cutPlan(context, posts.slice(0, 1))
    for (const { id, kind } of plan.operations) {
      if (kind === 'rest') continue
      const program = drawn.toolpaths.find(({ operationIds }) => operationIds?.includes(id))
      const text = drawn.programs.find(({ programId }) => programId === program?.id)?.text
      if (program === undefined || text === undefined) throw new Error(`${id} is in no program`)
      const found = (other: Plan) =>
        simulateOfPlan(program, text, { ...context, plan: other }).findings
      const depthMm = kind === 'engrave' ? 0.5 : kind === 'profile' ? 4.1 : 1.7
      expect(found(changed(plan, id, { depthMm })), id).not.toEqual([])
      expect(found(changed(plan, id, { on: false })), id).not.toEqual([])
    }
  }, 60_000)

  test('goes on without a path or an operation, and without what belonged to it', () => {
    const ids = (one: Plan) => one.operations.map(({ id }) => id)
    expect(ids(withoutOperation(plan, 'inlay-pocket-1'))).not.toContain('inlay-piece-1')
    expect(ids(withoutDrawnPath(plan, 'shield'))).not.toContain('rest-1')
    const onePin = withoutDrawnPath(plan, 'left-pin')
    expect(onePin.operations.find(({ id }) => id === 'holes-1')).toMatchObject({
      pathIds: ['right-pin'],
    })
    for (const one of [withoutDrawnPath(plan, 'diamond'), onePin]) {
      expect(checkPlan(one, 'plan').ok).toBe(true)
    }
  })
})

describe('what an operation may name', () => {
  const square = polygon([0, -100], [12, -100], [12, -90], [0, -90])
  const plan = planWithPaths([
    drawnPath('square', square),
    drawnPath('open', square.slice(1)),
    drawnPath('clamp', circle(40, -90, 3), 'keep-out'),
  ])

  test.each([
    ['pocket', { pathIds: ['open'] }, '"open" is open and cannot be a pocket'],
    ['drill', { pathIds: ['square'] }, '"square" is no circle and cannot be a hole'],
    ['engrave', { pathIds: ['clamp'] }, '"clamp" is no path of the plan that is to be cut'],
    ['rest', { ofId: 'none' }, '"none" is no pocket or contour pocket of the plan'],
    ['inlayMale', { ofId: 'none' }, '"none" is no inlay pocket of the plan'],
  ] as const)('%s %o is refused', (kind, on, message) => {
    expect(() => withNew(plan, kind, on)).toThrow(message)
  })

  test('an open path is refused for anything but cutting', () => {
    const open = plan.drawnPaths.map((one) =>
      one.id === 'open' ? { ...one, use: 'keep-out' as const } : one,
    )
    const refused = checkPlan({ ...plan, drawnPaths: open }, 'plan')
    expect(refused.ok ? '' : refused.error.message).toMatch(/off the next piece/)
  })
})

describe('the rules on operations', () => {
  const plan = planOfEveryKind()

  test.each([
    ['a through cut that nothing holds', 'profile-1', { tabCount: 0 }, 'piece.held', 'RED'],
    ['tabs in the board below', 'profile-1', { tabHeightMm: 0.5 }, 'piece.held', 'RED'],
    ['tabs of 0.4 mm of wood', 'profile-1', { tabHeightMm: 0.7 }, 'piece.held', 'YELLOW'],
    ['an onion skin', 'profile-1', { tabCount: 0, onionSkinMm: 0.5 }, 'piece.held', 'GREEN'],
    ['a cut far below the top', 'profile-1', { depthMm: 5 }, 'cut.below-stock', 'YELLOW'],
    ['a groove through the floor', 'engraving-1', { depthMm: 3.3 }, 'channel.floor', 'RED'],
    ['a depth nobody has said', 'engraving-1', { depthMm: null }, 'input.measured', 'RED'],
    ['a hole of another size', 'holes-1', { toolId: 'downcut-2.0-2f' }, 'drill.diameter', 'YELLOW'],
    ['a bite of three diameters', 'holes-1', { peckMm: null, depthMm: 9 }, 'drill.peck', 'YELLOW'],
    [
      'a rest with the same bit',
      'rest-1',
      { toolId: 'downcut-2.0-2f' },
      'rest.after-pocket',
      'RED',
    ],
    ['a rest of what is off', 'contour-pocket-1', { on: false }, 'rest.after-pocket', 'RED'],
    ['no clearance', 'inlay-piece-1', { clearanceMm: 0 }, 'inlay.clearance', 'YELLOW'],
    ['a gap that shows', 'inlay-piece-1', { clearanceMm: 0.4 }, 'inlay.clearance', 'RED'],
    ['a piece below the top', 'inlay-piece-1', { depthMm: 1 }, 'inlay.proud', 'YELLOW'],
    ['wood that nobody has', 'inlay-piece-1', { materialId: 'none' }, 'input.known-record', 'RED'],
    ['a slot deeper than the flutes', 'engraving-1', { depthMm: 30 }, 'router.reach', 'RED'],
  ] as const)('%s: %s %o', (...[, id, change, ruleId, grade]) => {
    const about = ruleId === 'rest.after-pocket' ? 'rest-1' : id
    expect(gradeOf(changed(plan, id, change), ruleId, about)).toBe(grade)
  })

  test('a rest moved before its pocket is RED', () => {
    const rest = plan.operations.filter(({ kind }) => kind === 'rest')
    const others = plan.operations.filter(({ kind }) => kind !== 'rest')
    const early = { ...plan, operations: [...rest, ...others] }
    expect(gradeOf(early, 'rest.after-pocket', 'rest-1')).toBe('RED')
  })

  test('what the smaller bit takes is not missed of its pocket', () => {
    expect(gradeOf(plan, 'pocket.corners', 'contour-pocket-1')).toBeUndefined()
    expect(gradeOf(plan, 'pocket.corners', 'rest-1')).toBe('GREEN')
    expect(gradeOf(withoutOperation(plan, 'rest-1'), 'pocket.corners', 'contour-pocket-1')).toBe(
      'YELLOW',
    )
  })
})

test('a profile that cannot be cut says why by the name of its path', () => {
  const small = planWithPaths([drawnPath('dot', roundedBox({ xMm: 0, yMm: -90 }, 3, 3, 1))])
  const tabs = withNew(small, 'profile', { pathIds: ['dot'] }, { depthMm: 4, tabCount: 9 })
  expect(() => measuredToolpaths(contextOf(tabs))).toThrow(
    /^The profile "The dot" cannot be cut\. .* no room for 9 tabs\.$/,
  )
})
