"""Static files under names with their hash."""

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from tracker.storage import HashedStatic


def test_a_module_imports_others_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "axis.js").write_text("export const axis = 1;\n")
    (tmp_path / "timeline.js").write_text('import { axis } from "./axis.js";\n')
    storage, source = HashedStatic(location=tmp_path, base_url="/static/"), FileSystemStorage(tmp_path)
    list(storage.post_process({name: (source, name) for name in ("axis.js", "timeline.js")}))
    timeline = (tmp_path / storage.stored_name("timeline.js")).read_text()
    assert re.fullmatch(r'import \{ axis \} from "\./axis\.[0-9a-f]{12}\.js";\n', timeline)
