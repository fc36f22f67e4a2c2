import { failure, success } from '#core/outcome/result.ts'
import type { MachineService } from '../../../src-main/machine/machine-service.ts'
import type { RehearsalOptions } from '../rehearsal.ts'
import { HandDesk } from './hand-desk.ts'
import { HeardEngine } from './heard-engine.ts'

/** A hand desk as main sees a machine: every command runs at once in simulated time. */
export class DeskService {
  readonly desk: HandDesk
  readonly service: MachineService

  constructor(options: RehearsalOptions = {}) {
    const heard = new HeardEngine()
    this.desk = new HandDesk({ ...options, onEmit: heard.hear })
    this.service = heard.service({
      snapshot: () => this.desk.engine.snapshot(),
      manual: (request) => {
        const { problem, snapshot } = this.desk.perform(request)
        this.desk.run(700)
        return Promise.resolve(problem === null ? success(snapshot) : failure(problem))
      },
    })
  }

  /** Connects and waits until everything is read. */
  async connect(): Promise<void> {
    await this.desk.connect()
    if (this.desk.state === 'ready') this.desk.settle()
  }
}
