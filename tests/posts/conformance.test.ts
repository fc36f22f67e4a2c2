import { describe, expect, test } from 'vitest'
import { blockIntent } from '#core/gcode/block-intent.ts'
import type { Controller } from '#core/gcode/dialects/controller.ts'
import { dialectOf } from '#core/gcode/dialects/dialect-of.ts'
import { interpretBlock } from '#core/gcode/interpret.ts'
import { type ModalState, POWER_UP_START } from '#core/gcode/modal-state.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { trySample } from '#core/posts/check-post.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { SAMPLE_MACHINE, SAMPLE_PROGRAM } from '#core/posts/sample-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { shippedPost } from './shipped-posts.ts'

/** What a controller has against a program's lines, by its own rules; null where it takes all of them. */
function refusalOf(controller: Controller, text: string): string | null {
  const dialect = dialectOf(controller)
  let state: ModalState = POWER_UP_START
  for (const block of blocksOf(text)) {
    const refused = dialect.refuse({ state, block, intent: blockIntent(state, block) })
    if (refused !== null) return refused
    state = interpretBlock(state, block).state
  }
  return null
}

/** The sample as a shipped post writes it, line by line. */
function sample(id: string): readonly string[] {
  const { text, failures } = trySample(shippedPost(id))
  expect(failures).toEqual([])
  return text.trimEnd().split('\n')
}

const words = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('(')).join('\n')

describe('GRBL 1.1 (gnea/grbl doc/markdown/interface.md and README: supported G-codes; 80-character buffer)', () => {
  const lines = sample('grbl')

  test('gets none of the words it has not: M6, G43, G64, canned cycles, G49 with H', () => {
    expect(words(lines)).not.toMatch(/M6|G4[123]|G64|G8[1-9]|G73|G9[89]|H\d/)
  })

  test('gets lines it can hold, arcs from their start and of at most half a turn', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(79)
    expect(lines[5]).toBe('G21 G90 G91.1 G94 G17 G40 G54')
    expect(lines).toContain('X-45Y0I-45J0')
  })

  test.each<[string, RegExp]>([
    ['M6', /error 20/],
    ['G64 P0.01', /error 20/],
    ['G81 X1 Y1 Z-1 R1 F100', /error 20/],
    ['G90.1', /error 20/],
    ['G1 X1', /error 22/],
    ['G1 F100 X1\nG2 X2 Y0 I0.6 J0', /error 33/],
  ])('would refuse %j', (text, code) => {
    expect(refusalOf('grbl-1.1', text)).toMatch(code)
    expect(refusalOf('fluidnc', text)).toMatch(code)
  })
})

describe('grblHAL (grblHAL/core README, Supported G-Codes; 257-character buffer)', () => {
  test('drills by G81 and G83, which GRBL 1.1 has not, and never blends (it has G61 only)', () => {
    const lines = sample('grblhal')
    expect(words(lines)).toMatch(/G99 G81 X60 Y20 Z-3 R2 F120\nG99 G83 X60 Y-20 Z-6 R2 Q2\nG80/)
    expect(refusalOf('grblhal', 'G64 P0.01')).toMatch(/G64 is not a word of grblHAL/)
    expect(refusalOf('grblhal', 'G61')).toBeNull()
  })
})

describe('LinuxCNC (user manual 2.9, G-Code Reference: G64, G43, G4, G2, G81; Other Codes: M6, T)', () => {
  const lines = sample('linuxcnc')

  test('loads the tool and takes its length before anything moves (G43: offset from the tool table)', () => {
    const first = lines.findIndex((line) => /^G[01] /.test(line))
    expect(lines.slice(0, first)).toEqual(expect.arrayContaining(['T1 M6', 'G43 H1', 'G64 P0.005']))
  })

  test('waits in seconds (G4 P: seconds to dwell) and turns whole circles in one block', () => {
    expect(lines).toContain('G4 P3')
    expect(lines).toContain('X45 Y0 I-45 J0')
  })

  test.each<[string, RegExp | null]>([
    ['G21 G20', /one modal group/],
    ['T1 M6\nG43', /G43 without H/],
    ['M6', /before any tool/],
    ['G17 G1 F100 X1 Z1\nG83 X1 Y1 Z-1 R1', /without Q/],
    ['F100\nG18\nG83 X1 Y1 Z-1 R1 Q1', /in the ZX plane/],
    ['F100\nG2 X10 Y0 I5 J0 K1', /K in an arc of the XY plane/],
    ['F100\nG18\nG2 X10 Z0 I5 K0', null],
    ['G64 P0.01 Q0.01', null],
    ['G0 X1 P2', /nothing in the block uses P/],
    ['%', null],
  ])('%j is %s', (text, refusal) => {
    const said = refusalOf('linuxcnc', text)
    if (refusal === null) expect(said).toBeNull()
    else expect(said).toMatch(refusal)
  })
})

describe('PathPilot (Tormach: PathPilot post notes; G-code formatting reference)', () => {
  const lines = sample('pathpilot')

  test('changes tools by "Txx M06" in one line and sets G64 in a line of its own', () => {
    expect(lines).toContain('T1 M6')
    expect(lines).toContain('G64 P0.005')
  })

  test('gets lines of at most 256 characters and a zero of G54 to G59', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(256)
    expect(lines.find((line) => line.startsWith('G21'))).toMatch(/G54$/)
  })

  test('is not asked for what it has not: G7, G9 and G52', () => {
    for (const word of ['G7', 'G9', 'G52']) expect(refusalOf('pathpilot', word)).not.toBeNull()
  })
})

describe('Mach4 (Mill GCode Manual 1.0 and Mill Programming Guide 1.1: G04, M06, G90.1/G91.1, M30)', () => {
  const lines = sample('mach4')

  test('blends without a tolerance word, whose meaning its own configuration holds', () => {
    expect(lines).toContain('G64')
    expect(words(lines)).not.toMatch(/G64 P/)
  })

  test('turns no more than half a circle in a block, because how it reads a whole one is not known', () => {
    expect(lines).toContain('X-45 Y0 I-45 J0')
  })

  test('G04: waits with a point in P and alone in its block, which both manuals read as seconds', () => {
    const dwells = lines.filter((line) => /^G4 /.test(line))
    expect(dwells.length).toBeGreaterThan(0)
    for (const dwell of dwells) expect(dwell).toMatch(/^G4 P\d+\.\d+$/)
  })

  test('G04: a wait without a point is found when the text is read back', () => {
    const profile = shippedPost('mach4')
    const machine = SAMPLE_MACHINE
    const printed = printProgram(SAMPLE_PROGRAM, { profile, planName: 'sample', machine })
    if (!printed.ok) throw new Error(printed.error.kind)
    const bare = printed.value.text.replace(/G4 P(\d+)\.0$/m, 'G4 P$1')
    expect(bare).not.toBe(printed.value.text)
    const { failures } = verifyPosted(SAMPLE_PROGRAM, bare, { machine, profile })
    expect(failures.map(({ sentence }) => sentence).join()).toMatch(/may read it as milliseconds/)
  })

  test('M06: T stands in the line before, which means the same in either of its settings', () => {
    expect(words(lines)).toMatch(/^T1\nM6\nG43 H1$/m)
    expect(refusalOf('mach4', 'T1 M6')).toMatch(/T stands in a line before/)
    expect(refusalOf('mach4', 'T1\nM6')).toBeNull()
  })

  test('holds one M word in a block, states G91.1 and ends with M30', () => {
    for (const line of words(lines).split('\n')) {
      expect(line.match(/M\d/g)?.length ?? 0).toBeLessThan(2)
    }
    expect(words(lines)).toMatch(/G91\.1/)
    expect(lines.at(-1)).toBe('M30')
  })
})

describe('MASSO (Autodesk’s post for it, revision 44115: onDwell, onCircular, writeToolCall, onClose)', () => {
  const lines = sample('masso')

  test('gets neither cycles nor a path mode, but the tool by T and M6 and its length by G43', () => {
    const text = words(lines)
    expect(text).not.toMatch(/G8[1-9]|G64|G61/)
    expect(text).toMatch(/T1 M6\nG43 H1/)
  })

  test('onDwell: waits in whole milliseconds', () => {
    const dwells = lines.filter((line) => /^G4 /.test(line))
    expect(dwells.length).toBeGreaterThan(0)
    for (const dwell of dwells) expect(dwell).toMatch(/^G4 P\d{3,}$/)
  })

  test('onCircular: arcs of at most half a turn, in any plane, helical, with the centre from the start', () => {
    const text = words(lines)
    expect(lines).toContain('X-45 Y0 I-45 J0')
    expect(text).toMatch(/^G18$/m)
    expect(text).not.toMatch(/R-?\d/)
  })
})

describe('a generic controller (NIST RS274/NGC 3, the words its descendants share)', () => {
  test('gets arcs in the XY plane only, half a turn at most; on edge short lines', () => {
    const text = words(sample('generic'))
    expect(text).not.toMatch(/G1[89]|K|G91\.1|M6|G43|G8[1-9]/)
    expect(text).toMatch(/G3 X-45 Y0 Z-0\.4 I-45 J0/)
    expect(text.match(/^X[\d.]+ Z-?[\d.]+$/gm)?.length).toBeGreaterThan(20)
  })
})

describe('every post', () => {
  test.each(['fluidnc', 'generic', 'grbl', 'grblhal', 'linuxcnc', 'mach4', 'masso', 'pathpilot'])(
    '%s states units, distances, feed mode, plane and zero before it moves, lifts before it stops the spindle',
    (id) => {
      const lines = sample(id)
      const text = words(lines)
      const head = text.slice(0, text.search(/^G0/m))
      for (const word of ['G21', 'G90', 'G94', 'G17', 'G40', 'G54']) expect(head).toContain(word)
      const end = lines.slice(-5).map((line) => line.replaceAll(' ', ''))
      expect(end.indexOf('M5')).toBeGreaterThan(end.indexOf('G0Z5'))
      expect(end.indexOf('G0Z5')).toBeGreaterThanOrEqual(0)
      expect(end.at(-1)).toBe('M30')
    },
  )
})
