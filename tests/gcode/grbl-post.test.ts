import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printProgram } from '#core/posts/print-program.ts'
import { postProblemSentence } from '#core/posts/post-problem.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { Move, ToolpathProgram } from '#core/toolpath/move.ts'
import { GRBL_POST, programOf, randomProgram, ROOMY_MACHINE } from './random-program.ts'

const cut = { feedMmPerMin: 1000, role: 'cut' } as const
const at = (xMm: number, yMm: number, zMm: number) => ({ xMm, yMm, zMm })
const START = at(10, 0, -1)

function print(program: ToolpathProgram, profile: PostProfile = GRBL_POST, planName = 'Plan') {
  return printProgram(program, { profile, planName, machine: ROOMY_MACHINE })
}

function textOf(program: ToolpathProgram, profile?: PostProfile, planName?: string): string {
  const printed = print(program, profile, planName)
  if (!printed.ok) throw new Error(postProblemSentence(printed.error))
  return printed.value.text
}

/** The lines between the plunge and the retract. */
function cutLines(...cuts: readonly Move[]): readonly string[] {
  const lines = textOf(programOf(cuts, START)).split('\n')
  return lines.slice(
    lines.findIndex((line) => line.startsWith('G1Z')) + 1,
    lines.indexOf('G0Z10', 7),
  )
}

function refusal(moves: readonly Move[]): string {
  const printed = print({ ...programOf([], START), moves })
  return printed.ok ? 'printed' : postProblemSentence(printed.error)
}

describe('a GRBL program', () => {
  test('is the same bytes twice, at most 79 characters a line, ASCII, LF only', () => {
    fc.assert(
      fc.property(randomProgram, fc.string({ maxLength: 200 }), (program, planName) => {
        const text = textOf(program, GRBL_POST, planName)
        expect(textOf(structuredClone(program), GRBL_POST, planName)).toBe(text)
        expect(text).toMatch(/^([\x20-\x7e]{1,79}\n)+$/)
        expect(text.split('\n').filter((line) => /[?!~]/.test(line))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('in inches is the planned path too', () => {
    const decimals = { ...GRBL_POST.capabilities.decimals, coordinate: 5, arcCentre: 5, feed: 3 }
    const capabilities = { ...GRBL_POST.capabilities, decimals }
    const inch: PostProfile = { ...GRBL_POST, units: 'inch', capabilities }
    fc.assert(
      fc.property(randomProgram, (program) => {
        const text = textOf(program, inch)
        expect(text).toContain('G20 ')
        expect(
          verifyPosted(program, text, { machine: ROOMY_MACHINE, profile: inch }).failures,
        ).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('cuts a full circle as two half turns, centre relative to each start', () => {
    const circle: Move = {
      kind: 'arc',
      to: START,
      centre: { xMm: 0, yMm: 0 },
      rotation: 'counterclockwise',
      ...cut,
    }
    expect(cutLines(circle)).toEqual(['G3X-10Y0I-10J0F1000', 'X10Y0I10J0'])
  })

  test('takes the centre from the rounded start', () => {
    const end = { xMm: 10 * Math.cos(1), yMm: 10 * Math.sin(1) }
    const cuts: readonly Move[] = [
      {
        kind: 'arc',
        to: { ...end, zMm: -1 },
        centre: { xMm: 0, yMm: 0 },
        rotation: 'counterclockwise',
        ...cut,
      },
      {
        kind: 'arc',
        to: at(-10, 0, -1),
        centre: { xMm: 0, yMm: 0 },
        rotation: 'counterclockwise',
        ...cut,
      },
    ]
    // 10 cos 1 = 5.40302..., 10 sin 1 = 8.41470...; the second centre is -5.403, -8.4147 away
    expect(cutLines(...cuts)).toEqual(['G3X5.403Y8.4147I-10J0F1000', 'X-10Y0I-5.403J-8.4147'])
  })

  test('never lets an arc whose ends round to one point become a full circle', () => {
    const centre = { xMm: 0, yMm: 0 }
    for (const rad of [1e-11, 1e-9, 1e-6, 3e-5, 9e-5]) {
      const to = at(10 * Math.cos(rad), 10 * Math.sin(rad), -1)
      const lines = cutLines({ kind: 'arc', to, centre, rotation: 'counterclockwise', ...cut })
      expect(lines.filter((line) => /^G[23]/.test(line))).toEqual([])
    }
  })

  test('writes no circle so small that half of it rounds to nothing', () => {
    const start = at(10.00004, 0, -1)
    const circle: Move = {
      kind: 'arc',
      to: start,
      centre: { xMm: 10, yMm: 0 },
      rotation: 'clockwise',
      ...cut,
    }
    const text = textOf(programOf([circle], start))
    expect(text).not.toMatch(/^G[23]X/m)
  })

  test('puts sideways and down, up and sideways into blocks of their own', () => {
    const rapids: readonly Move[] = [
      { kind: 'rapid', to: { xMm: 20, yMm: 5, zMm: 10 } },
      { kind: 'rapid', to: { xMm: 30, zMm: 2 } },
    ]
    expect(textOf(programOf(rapids, START))).toContain('G0Z10\nX20Y5\nX30\nZ2\n')
  })

  test('says what it is for in plain ASCII, wrapped', () => {
    const text = textOf(programOf([], START), GRBL_POST, `Größe (äußere) ${'lang '.repeat(30)}`)
    const comments = text.split('\n').filter((line) => line.startsWith('('))
    expect(comments[0]).toMatch(/^\(Job: Grosse \[aussere\] lang/)
    expect(comments.every((line) => line.length <= 79 && line.endsWith(')'))).toBe(true)
    expect(text).toContain('(Zero: centre of the soundhole, top surface)')
  })
})

describe('a program that must not be cut is not printed', () => {
  const up: Move = { kind: 'rapid', to: { zMm: 5 } }
  const on: Move = { kind: 'spindle', state: 'on', speedRpm: 18_000 }
  const off: Move = { kind: 'spindle', state: 'off', speedRpm: 0 }
  const dwell: Move = { kind: 'dwell', seconds: 5 }
  const over: Move = { kind: 'rapid', to: { xMm: 0, yMm: 0 } }
  const plunge: Move = { kind: 'line', to: at(0, 0, -1), feedMmPerMin: 100, role: 'plunge' }
  const beside: Move = { kind: 'rapid', to: { xMm: 4 } }
  const ramp: Move = { kind: 'line', to: at(3, 0, -2), feedMmPerMin: 100, role: 'ramp' }
  const centre = { xMm: 0, yMm: 0 }

  test('a rapid back down a hole, no deeper than it was drilled, is none of them', () => {
    const peck: readonly Move[] = [up, { kind: 'rapid', to: { zMm: -0.75 } }]
    const deeper: Move = { ...plunge, to: at(0, 0, -2) }
    const moves = [up, on, dwell, over, plunge, ...peck, deeper, up, off]
    const program = { id: 'p', stage: 'drilling', title: 'P', toolId: 't', moves } as const
    expect(textOf(program)).toContain('G0Z5\nZ-0.75\nG1Z-2')
  })

  test.each<[string, readonly Move[], RegExp]>([
    [
      'first motion sideways',
      [over, up, on, dwell, plunge, up, off],
      /move 0: the first motion must be Z alone/,
    ],
    ['first motion below the top', [{ kind: 'rapid', to: { zMm: -1 } }], /first motion/],
    [
      'spindle started before the tool is up',
      [on, up, dwell, off],
      /before the tool has been raised/,
    ],
    ['no spin-up', [up, on, over, plunge, up, off], /0 s after the spindle started, it needs 5 s/],
    ['spin-up too short', [up, on, { ...dwell, seconds: 4 }, over, plunge, up, off], /4 s after/],
    ['spindle off', [up, over, plunge, up], /spindle off/],
    ['spindle stopped in the wood', [up, on, dwell, over, plunge, off, up], /stops at Z -1/],
    ['spindle left on', [up, on, dwell, over, plunge, up], /still on at the end/],
    [
      'rapid down into the wood',
      [up, on, dwell, over, { kind: 'rapid', to: { zMm: -1 } }, up, off],
      /rapid down/,
    ],
    [
      'rapid down a hole deeper than it was drilled',
      [up, on, dwell, over, plunge, up, { kind: 'rapid', to: { zMm: -1.01 } }, up, off],
      /rapid down to Z -1.01/,
    ],
    [
      'rapid down beside the hole that was drilled',
      [up, on, dwell, over, plunge, up, beside, { kind: 'rapid', to: { zMm: -0.5 } }, up, off],
      /rapid down to Z -0.5/,
    ],
    [
      'rapid down where a ramp came to',
      [up, on, dwell, over, plunge, ramp, up, { kind: 'rapid', to: { zMm: -1.5 } }, up, off],
      /rapid down to Z -1.5/,
    ],
    [
      'rapid sideways in the wood',
      [up, on, dwell, over, plunge, { kind: 'rapid', to: { xMm: 1 } }, up, off],
      /rapid sideways/,
    ],
    [
      'a speed the spindle has not',
      [up, { ...on, speedRpm: 30_000 }, up, off],
      /outside 6000 to 24000/,
    ],
    ['nothing', [], /nothing moves/],
    [
      'a cut from a place not stated',
      [up, on, dwell, plunge, up, off],
      /before X, Y and Z have all been stated/,
    ],
    [
      'NaN',
      [up, on, dwell, over, { ...plunge, to: at(Number.NaN, 0, -1) }, up, off],
      /X NaN cannot be written/,
    ],
    [
      'a place beyond all machines',
      [up, on, dwell, over, { ...plunge, to: at(1e6, 0, -1) }, up, off],
      /X 1000000 cannot/,
    ],
    ['no feed', [up, on, dwell, over, { ...plunge, feedMmPerMin: 0 }, up, off], /feed/],
    [
      'an arc with two radii',
      [
        up,
        on,
        dwell,
        over,
        plunge,
        {
          kind: 'arc',
          to: at(20.1, 0, -1),
          centre: { xMm: 10, yMm: 0 },
          rotation: 'clockwise',
          ...cut,
        },
        up,
        off,
      ],
      /radius is 10\.0000 mm at its start and 10\.1000 mm at its end/,
    ],
  ])('%s', (_, moves, sentence) => {
    expect(refusal(moves)).toMatch(sentence)
  })

  test('a post without helical arcs keeps flat arcs and writes a helix as short lines', () => {
    const capabilities = { ...GRBL_POST.capabilities, helicalArcs: false }
    const flat: PostProfile = { ...GRBL_POST, capabilities }
    const arc: Move = { kind: 'arc', to: at(-10, 0, -1), centre, rotation: 'clockwise', ...cut }
    expect(textOf(programOf([arc], START), flat)).toMatch(/^G2X/m)
    const helix = programOf([{ ...arc, to: at(-10, 0, -2) }], START)
    const text = textOf(helix, flat)
    expect(text).not.toMatch(/^G[23](?!\d)/m)
    expect(verifyPosted(helix, text, { machine: ROOMY_MACHINE, profile: flat }).failures).toEqual(
      [],
    )
  })
})
