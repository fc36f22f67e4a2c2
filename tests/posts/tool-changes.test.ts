import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interpretProgram } from '#core/gcode/interpret.ts'
import type { MachineEvent } from '#core/gcode/machine-event.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { inUnits } from '#core/posts/in-units.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { SAMPLE_MACHINE } from '#core/posts/sample-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { simulatePosted } from '#core/simulation/simulate-posted.ts'
import type { Move, ToolpathProgram } from '#core/toolpath/move.ts'
import { cutPlan } from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { proveCut } from '../../src-main/workshop/prove-cut.ts'
import { hasRs274, judgeByLinuxCnc } from './rs274.ts'
import { shippedPost } from './shipped-posts.ts'

/** Posts whose controllers change tools by M6, and those of which a person makes a program for each tool. */
const BY_M6 = ['linuxcnc', 'mach4', 'masso', 'pathpilot'] as const
const BY_FILE = ['grbl', 'grblhal', 'fluidnc', 'generic'] as const

const cut = { feedMmPerMin: 800, role: 'cut' } as const
const at = (xMm: number, yMm: number, zMm: number) => ({ xMm, yMm, zMm })

/** A slot along X at a Y, ramped to 1 mm and cleared. */
function slot(yMm: number): readonly Move[] {
  return [
    { kind: 'rapid', to: { zMm: 5 } },
    { kind: 'spindle', state: 'on', speedRpm: 18_000 },
    { kind: 'dwell', seconds: 3 },
    { kind: 'rapid', to: { xMm: 0, yMm } },
    { kind: 'line', to: at(0, yMm, 0), feedMmPerMin: 300, role: 'plunge' },
    { kind: 'line', to: at(20, yMm, -1), ...cut, role: 'ramp' },
    { kind: 'line', to: at(0, yMm, -1), ...cut },
    { kind: 'rapid', to: { zMm: 5 } },
    { kind: 'spindle', state: 'off', speedRpm: 0 },
  ]
}

const TWO_TOOLS: ToolpathProgram = {
  id: 'two-tools',
  stage: 'inlay-channels',
  title: 'Two slots with two tools',
  toolId: 'six',
  moves: [
    ...slot(0),
    { kind: 'tool', toolId: 'two', toolName: '2 mm downcut', toolNumber: 2 },
    ...slot(10),
  ],
}

function printed(postId: string, units: 'mm' | 'inch' = 'mm') {
  const profile = inUnits(shippedPost(postId), units)
  const options = { profile, planName: 'tools', machine: SAMPLE_MACHINE, toolName: '6 mm' }
  return { profile, result: printProgram(TWO_TOOLS, options) }
}

function textOf(postId: string, units: 'mm' | 'inch' = 'mm'): string {
  const { result } = printed(postId, units)
  if (!result.ok) throw new Error(result.error.kind)
  return result.value.text
}

/** An event in a word; none for those that do not matter here. */
function wordOf(event: MachineEvent): readonly string[] {
  if (event.kind === 'tool-change') return [`tool ${String(event.toolNumber)}`]
  if (event.kind === 'spindle') return [event.direction === 'off' ? 'off' : 'on']
  if (event.kind === 'dwell') return ['wait']
  if (event.kind === 'offset') return event.what === 'tool-length' ? ['length'] : []
  return event.kind === 'motion' && event.motion !== 'rapid' ? ['cut'] : []
}

/** What happens, in order. */
function happenings(text: string): readonly string[] {
  return interpretProgram(blocksOf(text)).events.flatMap(wordOf)
}

const CUTS = ['cut', 'cut', 'cut']

describe.each(BY_M6)('a program with two tools for %s', (postId) => {
  const { profile } = printed(postId)
  const length = profile.capabilities.toolLength === 'table' ? ['length'] : []

  test.each(['mm', 'inch'] as const)('is read back and is what was planned, in %s', (units) => {
    const other = printed(postId, units)
    const { failures } = verifyPosted(TWO_TOOLS, textOf(postId, units), {
      machine: SAMPLE_MACHINE,
      profile: other.profile,
    })
    expect(failures).toEqual([])
  })

  test('puts both tools in by number, takes each length anew, with the spindle off and up to speed again', () => {
    // the safe start cancels lengths; that is no length taken
    const told = happenings(textOf(postId)).join(' ')
    const each = (number: string) =>
      [`tool ${number}`, ...length, 'on', 'wait', ...CUTS, 'off'].join(' ')
    expect(told.endsWith(`${each('1')} ${each('2')}`)).toBe(true)
  })

  test('the length offset is the tool’s own: H follows T', () => {
    const pairs = [...textOf(postId).matchAll(/T(\d+)\s+M6(?:\s+G43\s+H(\d+))?/g)]
    expect(pairs.map(([, tool, offset]) => [tool, offset])).toEqual(
      ['1', '2'].map((number) => [number, length.length === 0 ? undefined : number]),
    )
  })

  test.each<[string, RegExp, string]>([
    ['another tool number', /T2/, 'T3'],
    ['a tool change left out', /^T2\s+M6\n/m, ''],
    ['the spindle left on over the change', /^M5\n(?=[^]*T2)/m, ''],
  ])('%s is found when it is read back', (_, found, put) => {
    const text = textOf(postId)
    const changed = text.replace(found, put)
    expect(changed).not.toBe(text)
    const { ok } = verifyPosted(TWO_TOOLS, changed, { machine: SAMPLE_MACHINE, profile })
    expect(ok).toBe(false)
  })

  test('is simulated with both tools: the second cuts a narrower slot', () => {
    const six = { diameterMm: 6, fluteLengthMm: 12, stickoutMm: 20 }
    const two = { diameterMm: 2, fluteLengthMm: 12, stickoutMm: 20 }
    const box = (y: number, half: number) => [
      { xMm: -half - 0.01, yMm: y - half - 0.01 },
      { xMm: 20 + half + 0.01, yMm: y - half - 0.01 },
      { xMm: 20 + half + 0.01, yMm: y + half + 0.01 },
      { xMm: -half - 0.01, yMm: y + half + 0.01 },
    ]
    const setup = {
      regions: [
        { allowed: [box(0, 3)], required: [], depthMm: 1 },
        { allowed: [box(10, 1)], required: [], depthMm: 1 },
      ],
      obstacles: [],
      colletNutDiameterMm: null,
      travelMm: null,
    }
    const text = textOf(postId)
    expect(simulatePosted(text, { ...setup, tools: [six, two] }).findings).toEqual([])
    const swapped = simulatePosted(text, { ...setup, tools: [six, six] })
    expect(swapped.findings.map(({ kind }) => kind)).toContain('gouge')
  })
})

test.each(BY_FILE)('%s changes no tools: such a program is refused, with what to do', (postId) => {
  const { result } = printed(postId)
  expect(result).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
  expect(JSON.stringify(result)).toContain('one program for each tool')
})

test('a post with a pause waits for a person between the tools, and is simulated with both', () => {
  const grbl = shippedPost('grbl')
  const profile = { ...grbl, capabilities: { ...grbl.capabilities, toolChange: 'pause' as const } }
  const options = { profile, planName: 'tools', machine: SAMPLE_MACHINE }
  const result = printProgram(TWO_TOOLS, options)
  if (!result.ok) throw new Error(result.error.kind)
  const { text } = result.value
  expect(text).toMatch(/\(Tool 2: 2 mm downcut\)\nM0\n/)
  expect(text).not.toMatch(/M6|T\d/)
  expect(verifyPosted(TWO_TOOLS, text, { machine: SAMPLE_MACHINE, profile }).failures).toEqual([])
})

test('grblHAL built with M6 takes such a program, and waits for the operator at each change', () => {
  const hal = shippedPost('grblhal')
  const profile = { ...hal, capabilities: { ...hal.capabilities, toolChange: 'm6' as const } }
  const result = printProgram(TWO_TOOLS, { profile, planName: 'tools', machine: SAMPLE_MACHINE })
  if (!result.ok) throw new Error(result.error.kind)
  const { text } = result.value
  expect(happenings(text).filter((what) => what.startsWith('tool'))).toEqual(['tool 1', 'tool 2'])
  expect(verifyPosted(TWO_TOOLS, text, { machine: SAMPLE_MACHINE, profile }).failures).toEqual([])
})

describe('a plan whose shell is cut with another bit than its channels', () => {
  const plan = parsePlan(
    readFileSync('data/examples/tenor-ukulele-abalone.json', 'utf8'),
    'ukulele',
  )
  const library = openLibrary(process.cwd())
  if (!plan.ok || !library.ok) throw new Error('example and library expected')
  const { tools } = library.value
  const { tool: other, machine } = library.value.recordsFor(plan.value)
  // the channels with a bit of 1 mm; the shell keeps its own
  const tool = tools.find(({ diameterMm }) => diameterMm === 1)
  if (tool === undefined || other === null || machine === null) throw new Error('records expected')
  const cutting = { ...plan.value.cutting, toolId: tool.id }
  const context = { plan: { ...plan.value, cutting }, tool, machine, tools }

  test.each([...BY_M6, ...BY_FILE])(
    'gets a file for each tool from %s, and all are proved',
    (id) => {
      const made = cutPlan(context, [shippedPost(id)])
      const used = made.programs.map((program) => program.toolId ?? tool.id)
      expect(new Set(used)).toEqual(new Set([other.id, tool.id]))
      const numbers = new Map<string, Set<string>>()
      for (const [index, { text }] of made.programs.entries()) {
        const called = [...text.matchAll(/^T(\d+)/gm)].map(([, number = '']) => number)
        const offsets = [...text.matchAll(/G43 H(\d+)/g)].map(([, number = '']) => number)
        const isByM6 = BY_M6.some((one) => one === id)
        expect(called).toHaveLength(isByM6 ? 1 : 0)
        if (offsets.length > 0) expect(offsets).toEqual(called)
        const of = used[index] ?? ''
        numbers.set(of, new Set([...(numbers.get(of) ?? []), ...called]))
      }
      // one number for each tool, and another for the other
      const each = [...numbers.values()].map((set) => [...set].join())
      expect(new Set(each).size).toBe(BY_M6.some((one) => one === id) ? 2 : 1)
      expect(() => {
        proveCut(made, context)
      }).not.toThrow()
    },
  )
})

// the conformance of LinuxCNC's judge says when it is not on the machine
if (hasRs274()) {
  test.each(['linuxcnc', 'pathpilot'])('takes the program with two tools as %s posts it', (id) => {
    const judged = judgeByLinuxCnc(textOf(id))
    expect(judged.complaint).toBe('')
    expect(judged.accepted).toBe(true)
  })
}
