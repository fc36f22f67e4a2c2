import { describe, expect, test } from 'vitest'
import { onlyVirtual } from '../metal.ts'
import { onWire } from '../wire.ts'

describe('jogging', () => {
  test('a cancel stops at once, but a line that waited for room then runs: the phantom jog', () =>
    onWire({}, async (wire) => {
      const [from = 0] = await wire.positionMm()
      const to = (step: number) => (from + step * 2).toFixed(3)
      for (let step = 1; step <= 28; step += 1) {
        await wire.say(`$J=G90G53X${to(step)}F1500\n`, 15)
      }
      await wire.wait(200)
      await wire.say([0x85], 400)
      const [stopped = 0] = await wire.positionMm()
      await wire.wait(2500)
      const [ended = 0] = await wire.positionMm()
      expect(stopped - from).toBeLessThan(40)
      expect(ended).toBeGreaterThan(stopped + 1)
    }))

  test('leaves the modes of the program alone, and G20 is of the line only', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\n')
      const before = await wire.say('$G\n')
      const [from = 0] = await wire.positionMm()
      await wire.say('$J=G20X0.1F40\n', 900)
      const [to = 0] = await wire.positionMm()
      expect(to - from).toBeCloseTo(2.54, 1)
      expect(await wire.say('$G\n')).toEqual(before)
    }))

  test('0x85 outside a jog does nothing', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\nG1X2F600\n', 60)
      await wire.say([0x85], 100)
      expect(await wire.status()).toContain('<Run|')
    }))

  test('soft limits refuse a jog with error 15 and raise no alarm', (context) => {
    onlyVirtual(context, 'needs a machine that homes')
    const settings = [
      [22, 1],
      [20, 1],
    ] as const
    return onWire({ settings }, async (wire) => {
      await wire.say('$X\n')
      expect(await wire.say('$J=X5F100\n')).toEqual(['error:15'])
      expect(await wire.say('$J=G20X-40F10\n')).toEqual(['error:15'])
      expect(await wire.say('$J=X-5F1000\n', 200)).toEqual(['ok'])
    })
  })
})

const PLATE = { kind: 'plate', topZMm: -10 } as const

describe('probing', () => {
  test('contact: PRB holds the place of the touch, the machine stands a little below', (context) => {
    onlyVirtual(context, 'needs a workpiece at a known place')
    return onWire({ workpiece: PLATE }, async (wire) => {
      const said = await wire.say('G38.2Z-20F200\n', 6000)
      expect(said).toEqual([expect.stringMatching(/^\[PRB:0\.000,0\.000,-10\.00\d:1\]$/), 'ok'])
      const [, , z = 0] = await wire.positionMm()
      expect(z).toBeLessThan(-10)
      expect(z).toBeGreaterThan(-10.3)
      expect(await wire.status()).toContain('Pn:P')
    })
  })

  test('no contact: alarm 5, PRB 0, ok; G38.3 only says so', (context) => {
    onlyVirtual(context, 'needs a workpiece at a known place')
    return onWire({ workpiece: PLATE }, async (wire) => {
      const failed = await wire.say('G38.2Z-2F500\n', 2500)
      expect(failed).toEqual(['ALARM:5', '[PRB:0.000,0.000,0.000:0]', 'ok'])
      await wire.say('$X\n')
      expect(await wire.say('G38.3Z-4F500\n', 2500)).toEqual(['[PRB:0.000,0.000,-4.000:0]', 'ok'])
    })
  })

  test('closed before it begins: alarm 4 and no PRB; G38.4 goes until it opens', (context) => {
    onlyVirtual(context, 'needs a workpiece at a known place')
    return onWire({ workpiece: { kind: 'plate', topZMm: 1 } }, async (wire) => {
      expect(await wire.say('G38.2Z-2F500\n', 900)).toEqual(['ALARM:4', 'ok'])
      await wire.say('$X\n')
      expect(await wire.say('G38.4Z8F500\n', 2500)).toEqual([
        expect.stringMatching(/^\[PRB:0\.000,0\.000,1\.00\d:1\]$/),
        'ok',
      ])
    })
  })

  test('the bore and the edges of a block are found from inside and outside', (context) => {
    onlyVirtual(context, 'needs a workpiece at a known place')
    const bore = {
      kind: 'bore',
      centreXMm: 1,
      centreYMm: 0,
      radiusMm: 6,
      topZMm: 5,
    } as const
    return onWire({ workpiece: bore }, async (wire) => {
      const east = await wire.say('G38.2X30F300\n', 4000)
      expect(east[0]).toMatch(/^\[PRB:7\.00\d,0\.000,0\.000:1\]$/)
    })
  })
})

describe('homing', () => {
  test('nothing is reported on the way; success is ok without an alarm', (context) => {
    onlyVirtual(context, 'needs a machine that homes')
    const settings = [[22, 1]] as const
    return onWire({ settings }, async (wire) => {
      expect(await wire.say('$H\n?', 2000)).toEqual([])
      await wire.wait(60_000)
      expect(wire.heard()).toContain('ok')
      expect(await wire.positionMm()).toEqual([-1, -1, -1])
    })
  })

  test.for([
    ['no-switch', 'ALARM:9'],
    ['stuck-switch', 'ALARM:8'],
  ] as const)('%s: %s, then ok, then the banner', ([kind, alarm], context) => {
    onlyVirtual(context, 'needs faults that only the virtual controller can be given')
    const options = { settings: [[22, 1]] as const, faults: [{ kind, atLine: 0 }] as const }
    return onWire(options, async (wire) => {
      await wire.say('$H\n', 200_000)
      const said = wire.heard().filter((line) => !line.startsWith('<'))
      expect(said.slice(0, 2)).toEqual([alarm, 'ok'])
      expect(said[2]).toContain('Grbl')
    })
  })
})
