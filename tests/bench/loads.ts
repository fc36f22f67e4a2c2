import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { LoadedMain } from './loaded-app.ts'

/** The screen, which may die and come back. */
export class Screen {
  readonly #context: BrowserContext
  #page: Page
  crashes = 0

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context
    this.#page = page
  }

  /** Opens the bench view at its Machine page. */
  static async open(browser: Browser, url: string): Promise<Screen> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
    const page = await context.newPage()
    const screen = new Screen(context, page)
    await page.goto(url)
    await screen.#toMachine()
    return screen
  }

  async #toMachine(): Promise<void> {
    const navigation = this.#page.getByRole('navigation')
    await navigation.getByRole('button', { name: 'Machine' }).click({ timeout: 120_000 })
  }

  /** Kills the page's process, as a lack of memory would, and opens the page anew. */
  async crashAndReload(): Promise<void> {
    const gone = this.#page.waitForEvent('crash')
    const session = await this.#context.newCDPSession(this.#page)
    // the crash itself is never answered
    session.send('Page.crash').catch(() => undefined)
    await gone
    this.crashes += 1
    const { origin } = new URL(this.#page.url())
    await this.#page.close()
    this.#page = await this.#context.newPage()
    await this.#page.goto(origin, { timeout: 120_000 })
    await this.#toMachine()
  }
}

/** Everything that keeps a computer busy, one after the other until it is called off. */
export class Loads {
  readonly #main: LoadedMain
  readonly #screen: Screen
  #over = false
  readonly #queriesMs: number[] = []
  #blocks = 0
  readonly ended: Promise<void>

  constructor(main: LoadedMain, screen: Screen) {
    this.#main = main
    this.#screen = screen
    this.ended = this.#work()
  }

  async #work(): Promise<void> {
    while (!this.#over) {
      const crash = this.#screen.crashAndReload()
      await this.#main.ask('block', 2000)
      this.#blocks += 1
      this.#queriesMs.push(await this.#main.ask('query', null))
      await crash
    }
  }

  /** Ends after the round under way; one sentence on what was done. */
  async callOff(): Promise<string> {
    this.#over = true
    await this.ended
    const queryMs = this.#queriesMs.reduce((sum, ms) => sum + ms, 0) / this.#queriesMs.length
    return `main blocked 2 s ${String(this.#blocks)} times, ${String(this.#queriesMs.length)} queries of a million rows (${queryMs.toFixed(0)} ms each), ${String(this.#screen.crashes)} crashes`
  }
}
