# Cobro for real use. `docker compose up -d` starts several of it (compose.yml); one alone, with a store of its own:
# docker build -t cobro . && docker run --env-file .env -v cobro:/data cobro
FROM python:3.12-slim AS build
WORKDIR /source
COPY locks locks
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r locks/demo.txt \
 && python -m venv --without-pip /cobro \
 && /build/bin/pip --python /cobro/bin/python install --no-cache-dir --require-hashes -r locks/run.txt
COPY . .
RUN /build/bin/hatchling build -t wheel -d /wheel \
 && /build/bin/pip --python /cobro/bin/python install --no-cache-dir --no-deps --no-index /wheel/*.whl

FROM python:3.12-slim
# The image comes without compiled modules of the standard library, and Cobro's user may write none: they would be compiled
# at every start. What does not compile is not imported either.
RUN (python -m compileall -q "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" || true) \
 && pip uninstall --yes pip && useradd --system --uid 10001 --no-create-home cobro && install -d -o cobro -m 700 /data
COPY --from=build /cobro /cobro
USER cobro
WORKDIR /data
ENV PATH=/cobro/bin:$PATH HOME=/data PYTHONUNBUFFERED=1 COBRO_HOST=0.0.0.0 COBRO_DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["cobro", "healthcheck"]
# It finishes what it is sending; stopping has to wait for that: docker stop --time 45.
STOPSIGNAL SIGTERM
CMD ["cobro", "run"]
