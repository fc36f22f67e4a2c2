import { describe, expect, test } from 'vitest'
import { VirtualController } from '../../../src-main/machine/virtual/virtual-controller.ts'
import { onlyVirtual } from '../metal.ts'
import { onWire } from '../wire.ts'

describe('what EEPROM costs', () => {
  test('a G10 with moves piped behind it loses most of them; alone it loses nothing', (context) => {
    onlyVirtual(context, 'needs to see what the controller received and which steps it took')
    let said = ''
    const controller = new VirtualController({
      onOutput: (bytes) => (said += Buffer.from(bytes).toString('latin1')),
    })
    controller.advance(50)
    controller.receive(Buffer.from('G10L20P1X5Y5Z5\nG1X1F1000\nG1X2\nG1X3\nG1X4\n'), 50)
    controller.advance(3000)
    expect(said.split('ok').length - 1).toBeLessThan(5)
    expect(controller.record().receivedLines.length).toBeLessThan(5)
  })

  test('a setting is written, read back, kept over a reset, and put back', () =>
    onWire({}, async (wire) => {
      const before = (await wire.say('$$\n', 400)).find((line) => line.startsWith('$11='))
      expect(await wire.say('$11=0.025\n', 400)).toEqual(['ok'])
      await wire.say([0x18], 600)
      expect(await wire.say('$$\n', 400)).toContain('$11=0.025')
      expect(await wire.say(`${before ?? ''}\n`, 400)).toEqual(['ok'])
    }))
})

describe('relatives', () => {
  test('grblHAL: a CRLF is one line, an error is latched until an empty line', (context) => {
    onlyVirtual(context, 'needs a profile of the virtual controller')
    return withProfile('grblhal', async (say) => {
      expect(await say('G21\r\n')).toEqual(['ok'])
      expect(await say('G0X1Q1\nG21\nG90\n')).toEqual(['error:20', 'error:20', 'error:20'])
      expect(await say('\nG21\n')).toEqual(['ok', 'ok'])
      expect((await say('$I\n')).join(' ')).toMatch(
        /\[OPT:[^\]]*,100,1024.*\[NEWOPT:.*\[FIRMWARE:grblHAL/,
      )
      expect((await say([0x87])).join('')).toMatch(/WCO:.*Ov:/)
    })
  })

  test('grblHAL: M6 waits in state Tool for a cycle start', (context) => {
    onlyVirtual(context, 'needs a profile of the virtual controller')
    return withProfile('grblhal', async (say) => {
      expect(await say('M6T2\n', 300)).toEqual([])
      expect((await say('?')).join('')).toContain('<Tool|')
      expect(await say('~')).toEqual(['ok'])
    })
  })

  test('FluidNC: its own banner, and chatter between the answers', (context) => {
    onlyVirtual(context, 'needs a profile of the virtual controller')
    return withProfile('fluidnc', async (say) => {
      expect(await say('G4P2\n', 2500)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^\[MSG:INFO:/), 'ok']),
      )
      expect((await say('$I\n')).join(' ')).toContain('FluidNC')
    })
  })
})

async function withProfile(
  name: string,
  use: (
    say: (bytes: string | readonly number[], ms?: number) => Promise<readonly string[]>,
  ) => Promise<void>,
): Promise<void> {
  const { profileNamed } = await import('../../../src-main/machine/virtual/profile.ts')
  const profile = profileNamed(name)
  if (profile === null) throw new Error(`no profile ${name}`)
  await onWire({ profile }, (wire) => use(wire.say))
}
