import type { UrgentCommand } from '#core/contract/urgent-press.ts'
import { directWay, rmos } from '../client.ts'
import { type PressAnswer, pressBothWays } from '../direct-way.ts'
import { newId } from './new-id.ts'

function press(
  command: UrgentCommand,
  throughMain: (pressId: string) => Promise<PressAnswer>,
): Promise<PressAnswer> {
  const pressId = newId()
  return pressBothWays(directWay, { pressId, command }, () => throughMain(pressId))
}

/** Feed hold, by both ways. */
export function pressHold(): Promise<PressAnswer> {
  return press({ name: 'hold' }, (pressId) => rmos.machine.hold({ pressId }))
}

/** STOP, by both ways. */
export function pressStop(): Promise<PressAnswer> {
  return press({ name: 'stop' }, (pressId) => rmos.machine.stop({ pressId }))
}

/** Ends a held jog, by both ways. */
export function releaseJog(jogId: string): Promise<PressAnswer> {
  return press({ name: 'jogRelease', jogId }, () =>
    rmos.manual.perform({ kind: 'jogRelease', jogId }),
  )
}
