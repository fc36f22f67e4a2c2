import type { SafeMode } from '#core/contract/backups.contract.ts'
import { SafeModePage } from '../features/backups/SafeModePage.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { appStrings } from './app.strings.ts'
import { Banners } from './Banners.tsx'
import { MachineReadout } from './MachineReadout.tsx'
import { StopButton } from './StopButton.tsx'

/** The window while the workshop is not open: the machine's stop, and the way back. */
export function SafeModeFrame({ mode }: { mode: SafeMode }) {
  return (
    <div className="app">
      <header className="top-bar">
        <strong className="safe-product">{appStrings.product}</strong>
        <MachineReadout />
        <StopButton />
      </header>
      <Banners />
      <div className="app-body">
        <main className="page" aria-label={appStrings.safeMode}>
          <SafeModePage mode={mode} />
        </main>
      </div>
      <footer className="status" aria-label={appStrings.status.label} />
      <Toasts label={appStrings.messages} closeLabel={appStrings.close} />
    </div>
  )
}
