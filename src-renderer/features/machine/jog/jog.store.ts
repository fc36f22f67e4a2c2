import { create } from 'zustand'
import type { AxisValuesMm } from '#core/grbl/manual/axes.ts'
import type { JogDirection } from '#core/grbl/manual/manual-request.ts'
import { rmos } from '../../../client.ts'
import { newId } from '../../../session/new-id.ts'
import { commandMachine, useMachine } from '../../../session/machine.store.ts'
import { settle } from '../../../session/settle.ts'
import { releaseJog } from '../../../session/urgent.ts'
import { showProblem } from '../../../ui/toast.store.ts'
import { JogHold } from './jog-hold.ts'

/** A press moves so far, or as long as it lasts. */
export type JogMode = 'step' | 'continuous'

interface JogState {
  readonly mode: JogMode
  /** Kept for each unit, so that a step is a round number in either. */
  readonly stepMm: number
  readonly feedMmPerMin: number
  readonly zFeedMmPerMin: number
  /** Arrow keys move the machine. */
  readonly keysArmed: boolean
  /** A game pad moves the machine. */
  readonly padArmed: boolean
  readonly set: (
    change: Partial<Pick<JogState, 'mode' | 'stepMm' | 'feedMmPerMin' | 'zFeedMmPerMin'>>,
  ) => void
  readonly arm: (what: 'keysArmed' | 'padArmed', armed: boolean) => void
}

/** How the machine is jogged. */
export const useJog = create<JogState>()((set) => ({
  mode: 'continuous',
  stepMm: 1,
  feedMmPerMin: 1500,
  zFeedMmPerMin: 400,
  keysArmed: false,
  padArmed: false,
  set,
  arm: (what, armed) => {
    if (!armed) jogHold.releaseAll()
    set({ [what]: armed })
  },
}))

/** Whether keys or a game pad move the machine: a border round the whole page says so. */
export function useArmed(): boolean {
  return useJog((state) => state.keysArmed || state.padArmed)
}

async function hold(
  jogId: string,
  direction: JogDirection,
  feedMmPerMin: number,
): Promise<boolean> {
  const answer = await settle(
    rmos.manual.perform({ kind: 'jogHold', jogId, direction, feedMmPerMin }),
  )
  if (answer.ok) useMachine.getState().hear(answer.value)
  else showProblem(answer.error, 'jog')
  return answer.ok
}

/** The one continuous jog of this screen. */
export const jogHold = new JogHold({
  hold,
  release: (jogId) => void settle(releaseJog(jogId)),
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    return () => {
      clearInterval(timer)
    }
  },
  newId,
})

/** Feed of a move: a move with Z in it keeps to Z's. */
function feedOf({ z }: JogDirection): number {
  const { feedMmPerMin, zFeedMmPerMin } = useJog.getState()
  return z === 0 ? feedMmPerMin : Math.min(feedMmPerMin, zFeedMmPerMin)
}

/** Something that jogs is pressed: one step, or a jog for as long as it is held. */
export function pressJog(source: string, direction: JogDirection): void {
  const { mode, stepMm } = useJog.getState()
  if (mode === 'continuous') {
    jogHold.press(source, direction, feedOf(direction))
    return
  }
  const by: AxisValuesMm = {
    ...(direction.x !== 0 && { xMm: direction.x * stepMm }),
    ...(direction.y !== 0 && { yMm: direction.y * stepMm }),
    ...(direction.z !== 0 && { zMm: direction.z * stepMm }),
  }
  void commandMachine(rmos.manual.perform({ kind: 'jogStep', by, feedMmPerMin: feedOf(direction) }))
}
