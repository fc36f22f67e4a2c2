import { useNavigation } from '../session/navigation.store.ts'
import { appStrings } from './app.strings.ts'
import { PAGES } from './pages.tsx'

const GROUPS = Object.entries(appStrings.groups).map(([id, title]) => ({
  id,
  title,
  pages: PAGES.filter((page) => page.group === id),
}))

/** The pages in the craft's own order. */
export function Rail() {
  const current = useNavigation((state) => state.page)
  const goTo = useNavigation((state) => state.goTo)
  return (
    <nav className="rail" aria-label={appStrings.rail}>
      {GROUPS.map((group) => (
        <div key={group.id} role="group" aria-label={group.title}>
          <p className="rail-group">{group.title}</p>
          {group.pages.map(({ id, icon: Icon }) => (
            <button
              key={id}
              type="button"
              aria-current={id === current ? 'page' : undefined}
              onClick={() => {
                goTo(id)
              }}
            >
              <Icon size={20} aria-hidden="true" />
              {appStrings.pages[id]}
            </button>
          ))}
        </div>
      ))}
    </nav>
  )
}
