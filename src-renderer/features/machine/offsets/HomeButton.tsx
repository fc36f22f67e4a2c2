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

/** Whether the machine knows where it is, in one sentence. */
export function homingText(snapshot: MachineSnapshot | null): string {
  if (snapshot === null) return ''
  const { homed, homingEnabled } = snapshot.manual
  if (homingEnabled === false) return words.noHoming
  return homed ? words.homed : words.notHomed
}
