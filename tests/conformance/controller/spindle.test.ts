import { describe, expect, test } from 'vitest'
import { onWire, type Wire } from '../wire.ts'

/** Reports until one tells of overrides, and with them of what is switched on. */
async function accessories(wire: Wire): Promise<string> {
  for (let count = 0; count < 22; count += 1) {
    const report = await wire.status()
    if (report.includes('|Ov:')) return /\|A:(\w+)/.exec(report)?.[1] ?? ''
  }
  throw new Error('no report told of overrides')
}

describe('the spindle output', () => {
  test('M3 without a speed switches nothing on; a speed does', () =>
    onWire({}, async (wire) => {
      await wire.say('M3\n')
      expect(await accessories(wire)).toBe('')
      await wire.say('S900\n')
      expect(await accessories(wire)).toBe('S')
      await wire.say('M4\n')
      expect(await accessories(wire)).toBe('C')
    }))

  test('in laser mode G0 is dark, G1 burns, and stays dark again behind a G0', () =>
    onWire({ settings: [[32, 1]] }, async (wire) => {
      await wire.say('G91\nM3S900\nG0X4\n', 60)
      expect(await wire.status()).toMatch(/FS:\d+,0\b/)
      await wire.wait(900)
      await wire.say('G1X5F300\n', 200)
      expect(await wire.status()).toMatch(/<Run.*FS:\d+,900\b/)
      await wire.wait(1500)
      await wire.say('G0X-1\n', 900)
      expect(await wire.status()).toMatch(/<Idle.*FS:0,0\b/)
    }))

  test('in laser mode M4 follows the speed and is dark at a stand, and a hold lets nothing burn', () =>
    onWire({ settings: [[32, 1]] }, async (wire) => {
      await wire.say('G91\nM4S900\nG1X10F600\n', 500)
      expect(await wire.status()).toMatch(/<Run.*FS:600,(89\d|900)\b/)
      await wire.say('!', 500)
      expect(await wire.status()).toMatch(/<Hold:0.*FS:0,0\b/)
      expect(await wire.say('~', 1500)).toContain('[MSG:Restoring spindle]')
      expect(await wire.status()).toMatch(/<Idle.*FS:0,0\b/)
    }))
})

describe('slow feeds', () => {
  test('no step comes later than the timer counts: F1 runs as 9 mm/min at 200 steps/mm', () =>
    onWire(
      {
        settings: [
          [100, 200],
          [1, 25],
        ],
      },
      async (wire) => {
        const [from = 0] = await wire.positionMm()
        // 30.5 steps/s of 200 a mm: 0.15 mm/s, where F1 would be 0.017.
        expect(await wire.say('G91\nG1X0.3F1\nG4P0\n', 1800)).toEqual(['ok', 'ok'])
        await wire.wait(700)
        expect(wire.heard()).toHaveLength(3)
        const [to = 0] = await wire.positionMm()
        expect(to - from).toBeCloseTo(0.3, 3)
      },
    ))
})
