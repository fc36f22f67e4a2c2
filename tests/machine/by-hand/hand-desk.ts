import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import type { ManualSnapshot } from '#core/grbl/manual/manual-snapshot.ts'
import type { ProbeInput } from '#core/grbl/probing/probe-input.ts'
import { Rehearsal, type Answer, type RehearsalOptions } from '../rehearsal.ts'

/** A rehearsal with a person at the machine. */
export class HandDesk extends Rehearsal {
  get manual(): ManualSnapshot {
    return this.engine.snapshot().manual
  }

  /** Asks for something and waits until it is answered. */
  perform(request: ManualRequest, limitMs = 60_000): Answer {
    const answer = this.command({ name: 'manual', request })
    this.runUntil(() => answer() !== null, limitMs)
    const given = answer()
    if (given === null) throw new Error('no answer')
    return given
  }

  /** Probes, touching the plate to the tool when it is asked for. */
  probe(input: ProbeInput, limitMs = 300_000): Answer {
    const answer = this.command({ name: 'manual', request: { kind: 'probe', input } })
    this.runUntil(
      () => answer() !== null || this.manual.procedure?.waitingFor === 'plateTouch',
      limitMs,
    )
    if (answer() === null) {
      this.run(500)
      this.controller.strike('probe-touch', 800)
    }
    this.runUntil(() => answer() !== null, limitMs)
    const given = answer()
    if (given === null) throw new Error('no answer')
    return given
  }

  /** Lets the machine come to a stand with everything read. */
  settle(): void {
    this.run(400)
    this.runUntil(() => {
      const { controllerState, manual } = this.engine.snapshot()
      const busy = manual.jog !== null || manual.procedure !== null
      return controllerState === 'Idle' && !busy && manual.modal !== null
    })
    this.run(700)
  }

  home(): void {
    const answer = this.command({ name: 'home' })
    this.runUntil(() => answer() !== null, 120_000)
    this.settle()
  }

  /** Lines the controller got since the mark. */
  since(mark: number): readonly string[] {
    return this.controller.record().receivedLines.slice(mark)
  }

  get mark(): number {
    return this.controller.record().receivedLines.length
  }
}

/** A connected desk at rest. */
export async function handDesk(options: RehearsalOptions = {}): Promise<HandDesk> {
  const desk = new HandDesk(options)
  await desk.connect()
  if (desk.state === 'ready') desk.settle()
  return desk
}

/** A connected and homed desk: 800 x 800 x 100 mm. */
export async function homedDesk(
  settings: readonly (readonly [number, number])[] = [],
  options: RehearsalOptions = {},
): Promise<HandDesk> {
  const desk = await handDesk({ ...options, settings: [[22, 1], ...settings] })
  desk.home()
  return desk
}
