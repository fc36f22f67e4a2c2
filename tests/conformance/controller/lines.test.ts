import { describe, expect, test } from 'vitest'
import { onWire } from '../wire.ts'

describe('lines', () => {
  test('CR and LF each end one, and an empty line is answered', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('G21\r\n')).toEqual(['ok', 'ok'])
      expect(await wire.say('\n\n')).toEqual(['ok', 'ok'])
    }))

  test('79 characters are taken, the 80th spoils the line; blanks and comments are free', () =>
    onWire({}, async (wire) => {
      const exact = `G1X1.${'0'.repeat(69)}F100`
      expect(await wire.say(`${exact}0\n`, 900)).toEqual(['ok'])
      expect(await wire.say(`${exact}00\n`)).toEqual(['error:11'])
      expect(await wire.say(`G21 (${'c'.repeat(90)})\n`)).toEqual(['ok'])
      expect(await wire.say('/G0 X0.5 ; G1 X900\n', 300)).toEqual(['ok'])
    }))

  test('small letters, line numbers, M1 and T are taken; percent and hash are not', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('n20 g21 g90\nM1\nT3\n')).toEqual(['ok', 'ok', 'ok'])
      expect(await wire.say('%\n#1=5\nO100\nM6\n')).toEqual([
        'error:1',
        'error:1',
        'error:20',
        'error:20',
      ])
    }))

  test.each([
    ['G1X1.0.0', 'error:1'],
    ['G1X', 'error:2'],
    ['$999=1', 'error:3'],
    ['G4P-1', 'error:4'],
    ['$0=2', 'error:6'],
    ['G43H1', 'error:20'],
    ['G90G91', 'error:21'],
    ['G1X1', 'error:22'],
    ['G59.1', 'error:23'],
    ['G0G1X1', 'error:24'],
    ['G0X1X2', 'error:25'],
    ['G2F100', 'error:26'],
    ['N10000001', 'error:27'],
    ['G4', 'error:28'],
    ['G10L2P9X1', 'error:29'],
    ['G53G2X1I1F100', 'error:30'],
    ['G80X1', 'error:31'],
    ['G2Z1I1F100', 'error:32'],
    ['G2X3I1F100', 'error:33'],
    ['G2X2R0.5F100', 'error:34'],
    ['G2X1K1F100', 'error:35'],
    ['G0X1P1', 'error:36'],
    ['G43.1X1', 'error:37'],
    ['T256', 'error:38'],
    ['$J=X1', 'error:22'],
    ['$J=X1F100M3', 'error:16'],
    ['$J=X1F100S1', 'error:36'],
    ['$J=G1X1', 'error:22'],
  ])('%s is answered %s', (line, answer) =>
    onWire({}, async (wire) => {
      expect(await wire.say(`${line}\n`)).toEqual([answer])
    }),
  )
})

describe('what a reset or an end of program forgets', () => {
  test('M30 goes back to G54 G17 G90 G94 G1 and keeps units, feed and speed', () =>
    onWire({}, async (wire) => {
      await wire.say('G20G91G55G18F30S900\n')
      expect(await wire.say('M30\n')).toEqual(['[MSG:Pgm End]', 'ok'])
      const [modes] = await wire.say('$G\n')
      expect(modes).toContain('[GC:G1 G54 G17 G20 G90 G94 M5 M9 T0')
      expect(modes).toContain('S900]')
    }))

  test('check mode ends in a reset: G92, tool length and G55 are gone', () =>
    onWire({}, async (wire) => {
      await wire.say('G55\nG92X5\nG43.1Z2\n', 300)
      expect(await wire.say('$C\n')).toEqual(['[MSG:Enabled]', 'ok'])
      expect(await wire.say('G1X9000F100\nG4P9\nM0\nG38.2Z-9F1\n', 300)).toEqual([
        'ok',
        'ok',
        'ok',
        expect.stringMatching(/^ok$/),
      ])
      const left = await wire.say('$C\n', 300)
      expect(left.slice(0, 2)).toEqual(['[MSG:Disabled]', 'ok'])
      expect(left[2]).toContain('Grbl')
      const after = (await wire.say('$#\n$G\n', 500)).join(' ')
      expect(after).toContain('[G92:0.000,0.000,0.000]')
      expect(after).toContain('[TLO:0.000]')
      expect(after).toContain('G54')
    }))
})
