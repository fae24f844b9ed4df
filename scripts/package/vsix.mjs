import { extname } from 'node:path';
import { zipSync } from 'fflate';

const TYPES = {
  '.json': 'application/json',
  '.js': 'application/javascript',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.yaml': 'text/yaml',
  '.tf': 'text/plain',
  '.vsixmanifest': 'text/xml',
};
/** The same files make the same bytes, whenever they are packed. */
const MOMENT = new Date('2020-01-01T12:00:00');

/**
 * An extension as VS Code installs it: a zip of its files, a manifest of the format and a list of content types. The
 * usual tool brings sign-in, upload and secret scanning along, 300 packages that this does not need.
 * @param {Map<string, Uint8Array>} files by their path below the extension's folder
 * @param {object} manifest the extension's package.json
 * @param {Record<string, string>} words what `%key%` in the manifest stands for
 * @returns {Uint8Array}
 */
export function vsix(files, manifest, words) {
  const entries = {
    'extension.vsixmanifest': Buffer.from(formatManifest(files, manifest, words)),
    '[Content_Types].xml': Buffer.from(contentTypes([...files.keys()])),
  };
  for (const [path, bytes] of files) entries[`extension/${path}`] = bytes;
  return zipSync(entries, { level: 9, mtime: MOMENT });
}

function formatManifest(files, manifest, words) {
  const said = (text) => escaped(text.replace(/^%(.*)%$/, (_, key) => words[key]));
  const { name, version, publisher, displayName, description, engines, keywords, categories, icon } =
    manifest;
  const assets = Object.entries({
    'Code.Manifest': 'package.json',
    'Services.Content.Details': 'README.md',
    'Services.Content.Changelog': 'CHANGELOG.md',
    'Services.Content.License': 'LICENSE',
    'Services.Icons.Default': icon,
  })
    .filter(([, path]) => files.has(path))
    .map(
      ([type, path]) =>
        `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true" />`,
    );
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}" />
    <DisplayName>${said(displayName)}</DisplayName>
    <Description xml:space="preserve">${said(description)}</Description>
    <Tags>${escaped(keywords.join(','))}</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace,web" />
      <Property Id="Microsoft.VisualStudio.Code.LocalizedLanguages" Value="" />
    </Properties>
${files.has('LICENSE') ? '    <License>extension/LICENSE</License>\n' : ''}${icon ? `    <Icon>extension/${icon}</Icon>\n` : ''}  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
${assets.join('\n')}
  </Assets>
</PackageManifest>
`;
}

function contentTypes(paths) {
  const extensions = [...new Set(['.vsixmanifest', ...paths.map(extname)])]
    .filter((one) => one !== '')
    .sort();
  const lines = extensions.map((one) => {
    if (!TYPES[one]) throw new Error(`no content type is known for *${one}`);
    return `  <Default Extension="${one}" ContentType="${TYPES[one]}" />`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${lines.join('\n')}
</Types>
`;
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
