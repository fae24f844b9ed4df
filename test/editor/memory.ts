import * as vscode from 'vscode';

/** A file system of which only the editor knows: a few texts by their path, which nobody writes. */
export class Memory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private readonly texts: Readonly<Record<string, string>>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }
  stat({ path }: vscode.Uri): vscode.FileStat {
    const text = this.texts[path];
    const isFolder = Object.keys(this.texts).some((one) => one.startsWith(`${path.replace(/\/$/, '')}/`));
    if (text === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound();
    const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  }
  readFile({ path }: vscode.Uri): Uint8Array {
    const text = this.texts[path];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound();
    return new TextEncoder().encode(text);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}
