import { WatchGate } from '../../../session/WatchGate.tsx'
import { machineStrings } from '../machine.strings.ts'
import { DigitalReadout } from './DigitalReadout.tsx'
import { MachineControls } from './MachineControls.tsx'
import { TroublePanel } from './TroublePanel.tsx'

/** The machine as it stands, in every layout: state, position, trouble, hold, resume and stop. */
export function MachineNow() {
  return (
    <section className="machine-now" aria-label={machineStrings.position}>
      <div className="machine-now-scroll">
        <DigitalReadout />
        <WatchGate>
          <TroublePanel />
        </WatchGate>
      </div>
      <MachineControls />
    </section>
  )
}
