import { PAIRING_LIMITS } from './pairing-code.ts'

const lockOutMinutes = String(PAIRING_LIMITS.lockOutMs / 60_000)

/** Words of the page on which a device is paired. */
export const pairingStrings = {
  title: 'Pair this device with RMOS',
  lead: 'A paired device watches the machine, and can stop it at any time. To do more, it asks for control.',
  code: 'Code on the shop PC',
  codeHint: 'On the shop PC: Settings, Shop network, Pair a device.',
  name: 'Name of this device',
  nameHint: 'It is shown to everybody at the bench, e.g. Tablet at the router.',
  pair: 'Pair',
  plain:
    'This page travels unencrypted: whoever is in the same network can read along. Pair only in a network you trust.',
  wrong: 'That is not the code on the shop PC.',
  'no-code': 'No code is good now: make a new one on the shop PC.',
  locked: `Too many wrong codes came from here; try again in ${lockOutMinutes} minutes.`,
  noName: 'Give this device a name of 1 to 40 letters.',
  tooLong: 'That was more than this page takes.',
} as const
