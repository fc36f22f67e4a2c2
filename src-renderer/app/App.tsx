import { CircleDashed } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useMode } from '../session/mode.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { usePlan } from '../session/plan.store.ts'
import { WatchGate } from '../session/WatchGate.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/States.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { appStrings } from './app.strings.ts'
import { Banners } from './Banners.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { JobStrip } from './JobStrip.tsx'
import { PAGES, type Page } from './pages.tsx'
import { Rail } from './Rail.tsx'
import { SafeModeFrame } from './SafeModeFrame.tsx'
import { StatusLine } from './StatusLine.tsx'
import { TopBar } from './TopBar.tsx'
import { useAppCommands, useKeys } from './use-commands.ts'
import { useSession } from './use-session.ts'
import { useTheme } from './use-theme.ts'

function NoPlan() {
  const opening = usePlan((state) => state.opening)
  const problem = usePlan((state) => state.openProblem)
  const goTo = useNavigation((state) => state.goTo)
  const choose = (
    <Button
      look="primary"
      onClick={() => {
        goTo('plans')
      }}
    >
      {appStrings.choosePlan}
    </Button>
  )
  if (opening) return <Skeleton label={appStrings.opening} lines={8} />
  if (problem !== null) {
    return (
      <ErrorState
        title={problem.message}
        safe={appStrings.openFailedSafe}
        remedy={problem.remedy}
        details={problem.requestId}
        detailsLabel={appStrings.details}
        retryLabel={appStrings.choosePlan}
        onRetry={() => {
          goTo('plans')
        }}
      />
    )
  }
  return (
    <EmptyState
      title={appStrings.choosePlanTitle}
      text={appStrings.choosePlanText}
      picture={<CircleDashed size={96} strokeWidth={1} />}
      action={choose}
    />
  )
}

function CurrentPage({ page }: { page: Page }) {
  const hasPlan = usePlan((state) => state.history !== null)
  if (page.needsPlan && !hasPlan) return <NoPlan />
  if (page.isForChanging !== true) return <page.Panel />
  return (
    <WatchGate>
      <page.Panel />
    </WatchGate>
  )
}

/** The whole window: bar, rail, page, status line. */
export function App() {
  useSession()
  useTheme()
  useKeys()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const openPalette = useCallback(() => {
    setPaletteOpen(true)
  }, [])
  useAppCommands(openPalette)
  const pageId = useNavigation((state) => state.page)
  const hasPlan = usePlan((state) => state.history !== null)
  const page = PAGES.find((candidate) => candidate.id === pageId)
  const mode = useMode((state) => state.mode)
  if (mode?.mode === 'safe') return <SafeModeFrame mode={mode} />
  return (
    <div className="app">
      <TopBar onPalette={openPalette} />
      <Banners />
      <div className="app-body">
        <Rail />
        <main className="page" aria-label={appStrings.pages[pageId]}>
          {hasPlan && <JobStrip />}
          <ErrorBoundary
            key={pageId}
            fallback={(error, retry) => (
              <ErrorState
                title={appStrings.pageFailed}
                safe={appStrings.pageSafe}
                remedy={appStrings.pageRemedy}
                details={error.message}
                detailsLabel={appStrings.details}
                retryLabel={appStrings.retry}
                onRetry={retry}
              />
            )}
          >
            {page !== undefined && mode !== null && <CurrentPage page={page} />}
          </ErrorBoundary>
        </main>
      </div>
      <StatusLine />
      <Toasts label={appStrings.messages} closeLabel={appStrings.close} />
      {paletteOpen && (
        <CommandPalette
          onClose={() => {
            setPaletteOpen(false)
          }}
        />
      )}
    </div>
  )
}
