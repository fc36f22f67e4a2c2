import { House } from 'lucide-react'
import { useState } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { rmos } from '../../../client.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { allowedCommands } from '../machine.view-model.ts'
import { offsetStrings as words } from './offsets.strings.ts'

/** Asks, then homes. */
export function HomeButton({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const [asking, setAsking] = useState(false)
  const possible = snapshot?.manual.homingEnabled !== false
  return (
    <>
      <Button
        icon={<House size={18} />}
        disabled={!possible || !allowedCommands(snapshot).home}
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.home}
      </Button>
      {asking && (
        <Dialog
          title={words.homeTitle}
          confirmLabel={words.home}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void commandMachine(rmos.machine.home({}))
          }}
        >
          <p>{words.homeText}</p>
        </Dialog>
      )}
    </>
  )
}

/** Whether the machine knows where it is, and how to make it know. */
export function HomePanel({ snapshot }: { snapshot: MachineSnapshot | null }) {
  if (snapshot === null) return null
  const { homed, homingEnabled } = snapshot.manual
  const known = homed ? words.homed : words.notHomed
  return (
    <div className="home-row">
      <HomeButton snapshot={snapshot} />
      <p className="caption">{homingEnabled === false ? words.noHoming : known}</p>
    </div>
  )
}
