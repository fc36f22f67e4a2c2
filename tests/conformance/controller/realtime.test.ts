import { describe, expect, test } from 'vitest'
import { onWire } from '../wire.ts'

describe('realtime bytes', () => {
  test('act wherever they stand, also inside a comment', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('G21 (St!op)\n')).toEqual([])
      expect(await wire.status()).toContain('<Hold:0|')
      expect(await wire.say('~')).toEqual(['ok'])
    }))

  test('letters beyond ASCII in a comment stop the spindle, halve rapids and switch coolant', () =>
    onWire({}, async (wire) => {
      await wire.say([...Buffer.from('(Öffnung)\n')], 200)
      const reports = `${await wire.status()}${await wire.status()}${await wire.status()}`
      expect(reports).toContain('Ov:100,50,100')
      await wire.say([...Buffer.from('(Äußere)\n')], 200)
      expect(await wire.status()).toContain('<Door:0|')
      await wire.say('~')
    }))

  test('status queries coalesce', () =>
    onWire({}, async (wire) => {
      const reports = await wire.say('?'.repeat(100), 400)
      expect(reports.length).toBeGreaterThan(0)
      expect(reports.length).toBeLessThan(30)
    }))

  test('spaced override bytes add up, within 10 and 200 %, and M30 sets them back', () =>
    onWire({}, async (wire) => {
      for (let count = 0; count < 13; count += 1) await wire.say([0x91], 40)
      expect(`${await wire.status()}${await wire.status()}`).toContain('Ov:200,100,100')
      await wire.say([0x96], 40)
      await wire.say([0x9b], 40)
      expect(`${await wire.status()}${await wire.status()}`).toContain('Ov:200,50,90')
      await wire.say('M30\n')
      expect(`${await wire.status()}${await wire.status()}${await wire.status()}`).toContain(
        'Ov:100,100,100',
      )
    }))

  test('a dwell is reported as Idle and not answered before its end', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('G4P1\n', 400)).toEqual([])
      expect(await wire.status()).toContain('<Idle|')
      await wire.wait(900)
      expect(wire.heard()).toContain('ok')
    }))

  test('M0 holds; its answer and the lines behind it come after the resume', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('M0\nG21\n', 300)).toEqual([])
      expect(await wire.status()).toContain('<Hold:0|')
      expect(await wire.say('~', 200)).toEqual(['ok', 'ok'])
    }))

  test('the door byte stops motion and spindle; resume waits 4 s for the spindle', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\nM3S1000\nG1X20F400\n', 400)
      expect((await wire.say([0x84], 600))[0]).toBe('[MSG:Check Door]')
      expect(await wire.status()).toMatch(/<Door:0\|.*FS:0,0/)
      await wire.say('~', 1000)
      expect(await wire.status()).toMatch(/<Door:3\|.*FS:0,1000/)
      await wire.wait(4200)
      expect(await wire.status()).toContain('<Run|')
    }))

  test('0x9E stops the spindle in a hold only, and resume turns it again first', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\nM3S1000\n', 200)
      await wire.say([0x9e], 100)
      expect(await wire.status()).toContain('FS:0,1000')
      await wire.say('!', 100)
      await wire.say([0x9e], 100)
      expect(await wire.status()).toContain('FS:0,0')
      expect(await wire.say('~', 200)).toContain('[MSG:Restoring spindle]')
      expect(await wire.status()).toContain('FS:0,1000')
    }))

  test('offset and overrides come in turn, never together', () =>
    onWire({}, async (wire) => {
      await wire.say([0x18], 600)
      const reports: string[] = []
      for (let count = 0; count < 22; count += 1) reports.push(await wire.status())
      const at = (field: string) =>
        reports.flatMap((text, index) => (text.includes(field) ? [index] : []))
      expect(at('WCO:')).toEqual([0, 10, 20])
      expect(at('Ov:')).toEqual([1, 11, 21])
    }))
})
