import { TriangleAlert, Unplug } from 'lucide-react'
import { useMachine } from '../session/machine.store.ts'
import { Button } from '../ui/Button.tsx'
import { appStrings } from './app.strings.ts'
import { BenchBanner } from './BenchBanner.tsx'
import { StoreBanners } from './StoreBanners.tsx'
import { useLinkState } from './use-session.ts'

/** What must be read before anything else: a lost link, a stop that did not arrive, who controls, records kept elsewhere. */
export function Banners() {
  const link = useLinkState()
  const stopFailed = useMachine((state) => state.stopFailed)
  const clear = useMachine((state) => state.clearStopFailure)
  return (
    <div className="banners">
      {stopFailed !== null && (
        <div className="banner banner-red" role="alert">
          <TriangleAlert size={28} aria-hidden="true" />
          <p>
            <strong>{appStrings.stopFailedTitle}</strong> {appStrings.stopFailedText}{' '}
            <span>{stopFailed.message}</span>
          </p>
          <Button onClick={clear}>{appStrings.understood}</Button>
        </div>
      )}
      {link === 'broken' && (
        <div className="banner banner-yellow" role="alert">
          <Unplug size={24} aria-hidden="true" />
          <p>
            <strong>{appStrings.linkBrokenTitle}</strong> {appStrings.linkBrokenText}
          </p>
        </div>
      )}
      <BenchBanner />
      <StoreBanners />
    </div>
  )
}
