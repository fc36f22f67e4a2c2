import { rmos } from '../../client.ts'
import { commandMachine } from '../../session/machine.store.ts'

/** What may be done by hand. */
type ManualWish = Parameters<typeof rmos.manual.perform>[0]

/** Does one thing by hand and says so when it was refused; true when it was done. */
export function byHand(wish: ManualWish): Promise<boolean> {
  return commandMachine(rmos.manual.perform(wish))
}
