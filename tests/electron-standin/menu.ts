import { app } from './application.ts'
import { BrowserWindow } from './browser-window.ts'
import { notImplemented, strict } from './strict.ts'

interface MenuItemOptions {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly click?: (item: unknown, window: BrowserWindow | null, event: object) => void
  readonly submenu?: readonly MenuItemOptions[]
}

/** Electron's `MenuItem`. Of the roles only `quit` does its work here; to click another throws. */
class MenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly enabled: boolean
  readonly submenu: MenuTree | undefined
  private readonly onClick: MenuItemOptions['click']

  constructor(options: MenuItemOptions) {
    this.id = options.id
    this.role = options.role
    this.label = options.label ?? options.role ?? ''
    this.accelerator = options.accelerator
    this.enabled = options.enabled ?? true
    this.onClick = options.click
    this.submenu = options.submenu === undefined ? undefined : new MenuTree(options.submenu)
  }
  click(): void {
    if (!this.enabled) return
    if (this.role === 'quit') app.quit()
    else if (this.role !== undefined) throw notImplemented(`the menu role ${this.role}`)
    else this.onClick?.(this, BrowserWindow.getFocusedWindow(), {})
  }
}

/** Electron's `Menu`: the tree, clickable from a test; nothing is drawn. */
class MenuTree {
  readonly items: readonly MenuItem[]

  constructor(template: readonly MenuItemOptions[]) {
    this.items = template.map((options) => new MenuItem(options))
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found !== null && found !== undefined) return found
    }
    return null
  }
}

let applicationMenu: MenuTree | null = null

/** The stand-in for Electron's `Menu`. */
export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly MenuItemOptions[]) => new MenuTree(template),
  setApplicationMenu(menu: MenuTree | null): void {
    applicationMenu = menu
  },
  getApplicationMenu: () => applicationMenu,
})
